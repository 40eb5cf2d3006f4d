package io.vigia.watcher.run;

import io.smallrye.mutiny.Uni;
import io.vigia.watcher.verdict.WatchState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One cycle on demand: every watcher that is due runs once. */
@ApplicationScoped
public class CycleSchedule {

  private static final int CLAIMED = 500;

  /**
   * What became of one watcher.
   *
   * @param verdict {@code ok}, {@code firing} or {@code unknown}
   * @param firing keys that fire after it
   */
  public record Outcome(String watcher, String verdict, int firing, String explanation) {}

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
   * Runs what is due, without the loop.
   *
   * @param force whether everything is due now
   */
  public Uni<List<Outcome>> once(boolean force) {
    Instant now = clock.instant();
    return schedule
        .enroll(now)
        .chain(() -> force ? store.makeDue(now) : Uni.createFrom().voidItem())
        .chain(() -> rest(now, new ArrayList<>()));
  }

  /** Until nothing is left that was due at the beginning. */
  private Uni<List<Outcome>> rest(Instant begun, List<Outcome> outcomes) {
    return store
        .claim(begun, false, CLAIMED)
        .chain(quick -> store.claim(begun, true, CLAIMED).invoke(slow -> slow.addAll(quick)))
        .chain(
            due -> {
              if (due.isEmpty()) {
                return Uni.createFrom().item(outcomes);
              }
              due.forEach(each -> store.leases().begin(each.watcher(), each.token()));
              return relay
                  .run(due)
                  .collect()
                  .asList()
                  .onTermination()
                  .invoke(
                      () -> due.forEach(each -> store.leases().end(each.watcher(), each.token())))
                  .invoke(batches -> batches.forEach(b -> b.forEach(f -> outcomes.add(outcome(f)))))
                  .chain(() -> rest(begun, outcomes));
            });
  }

  private static Outcome outcome(Finished finished) {
    var verdict = finished.asked().verdict();
    var task = finished.asked().task();
    long firing =
        Conclusion.of(finished.asked(), finished.finishedAt(), finished.nextRunAt())
            .states()
            .values()
            .stream()
            .filter(WatchState.Firing.class::isInstance)
            .count();
    return new Outcome(
        task.watcher().definition().name(), verdict.word(), (int) firing, verdict.explanation());
  }
}
