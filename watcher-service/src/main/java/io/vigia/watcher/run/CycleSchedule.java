package io.vigia.watcher.run;

import io.smallrye.mutiny.Uni;
import io.vigia.watcher.verdict.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** One cycle on demand: every watcher that is due runs once. */
@ApplicationScoped
public class CycleSchedule {

  private static final int CLAIMED = 500;

  /**
   * What was found of one key of one watcher.
   *
   * @param key {@code field=value}; empty for the whole
   * @param verdict {@code ok}, {@code firing} or {@code unknown}
   */
  public record Outcome(String watcher, String key, String verdict, String explanation) {}

  /**
   * What a cycle did.
   *
   * @param others watchers that may run and did not: they are not due, or run elsewhere now
   */
  public record Cycle(List<Outcome> outcomes, long others) {}

  private final RunSchedule schedule;
  private final RunStore store;
  private final RunRelay relay;
  private final Clock clock;

  CycleSchedule(RunSchedule schedule, RunStore store, RunRelay relay, Clock clock) {
    this.schedule = schedule;
    this.store = store;
    this.relay = relay;
    this.clock = clock;
  }

  /**
   * Runs what is due, and what has never run as it is defined now, without the loop.
   *
   * @param force whether everything is due now, and what fires is told again
   */
  public Uni<Cycle> once(boolean force) {
    var ran = new HashSet<UUID>();
    Instant now = clock.instant();
    return schedule
        .enroll(now, true)
        .chain(() -> force ? store.makeDue(now) : Uni.createFrom().voidItem())
        .chain(() -> rest(now, force, ran, new ArrayList<>()))
        .chain(
            outcomes ->
                store.runnable(now).map(all -> new Cycle(outcomes, Math.max(0, all - ran.size()))));
  }

  /** Until nothing is left that was due at the beginning. */
  private Uni<List<Outcome>> rest(
      Instant begun, boolean force, Set<UUID> ran, List<Outcome> outcomes) {
    return store
        .claim(begun, false, CLAIMED)
        .chain(quick -> store.claim(begun, true, CLAIMED).invoke(slow -> slow.addAll(quick)))
        .chain(
            due -> {
              if (due.isEmpty()) {
                return Uni.createFrom().item(outcomes);
              }
              due.forEach(each -> ran.add(each.watcher()));
              due.forEach(each -> store.leases().begin(each.watcher(), each.token()));
              return relay
                  .run(due, force)
                  .collect()
                  .asList()
                  .onTermination()
                  .invoke(
                      () -> due.forEach(each -> store.leases().end(each.watcher(), each.token())))
                  .invoke(
                      batches -> batches.forEach(b -> b.forEach(f -> outcomes.addAll(outcomes(f)))))
                  .chain(() -> rest(begun, force, ran, outcomes));
            });
  }

  private static List<Outcome> outcomes(Finished finished) {
    String watcher = finished.asked().task().watcher().definition().name();
    var verdict = finished.asked().verdict();
    if (!(verdict instanceof Verdict.Known known)) {
      return List.of(new Outcome(watcher, "", verdict.word(), verdict.explanation()));
    }
    return known.answer().findings().stream()
        .map(
            f ->
                new Outcome(
                    watcher,
                    f.key().words(),
                    f.reading().breached() ? "firing" : "ok",
                    f.reading().summary()))
        .toList();
  }
}
