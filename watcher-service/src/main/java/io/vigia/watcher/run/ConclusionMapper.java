package io.vigia.watcher.run;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.event.EventMapper;
import io.vigia.kit.event.OutgoingEvent;
import io.vigia.kit.yaml.Durations;
import io.vigia.watcher.deliver.Notice;
import io.vigia.watcher.template.Key;
import io.vigia.watcher.template.Reading;
import io.vigia.watcher.verdict.Verdict;
import io.vigia.watcher.verdict.WatchState.Change;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Adds evidence to what a run concludes, and makes of it what is stored. */
@ApplicationScoped
class ConclusionMapper {

  private static final Logger LOG = Logger.getLogger("io.vigia.watcher.verdicts");

  /** Keys of one run whose alerts carry evidence: each costs a search. */
  private static final int MAX_WITH_EVIDENCE = 20;

  private final EvidenceClient evidence;
  private final EventMapper events;
  private final ClosedStore closed;
  private final WatcherConfig config;

  ConclusionMapper(
      EvidenceClient evidence, EventMapper events, ClosedStore closed, WatcherConfig config) {
    this.evidence = evidence;
    this.events = events;
    this.closed = closed;
    this.config = config;
  }

  /**
   * @param next when it is due again
   * @param again whether what fires is told again, whenever it was told last
   */
  Uni<Finished> finished(Asked asked, Instant now, Instant next, boolean again) {
    return closed
        .corrections(asked)
        .map(corrections -> Conclusion.of(asked, corrections, now, next, again))
        .chain(conclusion -> finished(asked, conclusion, now));
  }

  private Uni<Finished> finished(Asked asked, Conclusion conclusion, Instant now) {
    if (conclusion.told().isEmpty()) {
      return Uni.createFrom().item(finished(asked, conclusion, List.of(), now));
    }
    return Multi.createFrom()
        .iterable(conclusion.told())
        .select()
        .first(MAX_WITH_EVIDENCE)
        .onItem()
        .transformToUniAndConcatenate(this::proven)
        .collect()
        .asList()
        .map(
            proven -> {
              var all = new ArrayList<>(proven);
              all.addAll(conclusion.told().subList(proven.size(), conclusion.told().size()));
              return finished(asked, conclusion, all, now);
            });
  }

  private Uni<Telling> proven(Telling telling) {
    if (telling.change() instanceof Change.Ends) {
      return Uni.createFrom().item(telling);
    }
    return evidence
        .of(telling.task(), telling.key())
        .map(
            found ->
                new Telling(
                    telling.task(),
                    telling.key(),
                    telling.change(),
                    found,
                    telling.labels(),
                    telling.now()));
  }

  private Finished finished(Asked asked, Conclusion conclusion, List<Telling> told, Instant now) {
    Task task = asked.task();
    var changes = new ArrayList<Finished.Change>();
    var outgoing = new ArrayList<OutgoingEvent>();
    var notices = new ArrayList<Notice>();
    Stream.concat(leftOut(task).stream(), unknown(asked).stream())
        .forEach(
            change -> {
              changes.add(change);
              LOG.warnf(
                  "%s: %s %s",
                  task.watcher().definition().name(), change.what(), change.reading().summary());
            });
    for (Telling each : told) {
      LOG.logf(
          each.change() instanceof Change.Ends ? Logger.Level.INFO : Logger.Level.WARN,
          "%s %s: %s %s",
          task.watcher().definition().name(),
          each.key().values(),
          each.status(),
          each.change().reading().summary());
      changes.add(
          new Finished.Change(
              each.key(), each.status(), each.change().reading(), each.name().fingerprint()));
      if (!(each.change() instanceof Change.GoesOn)) {
        outgoing.add(events.outgoing(each.id("alert"), each.alert(), now));
      }
      if (!task.watcher().definition().destinations().isEmpty()) {
        notices.add(each.notice());
      }
    }
    return new Finished(
        asked,
        now,
        conclusion.nextRunAt(),
        slow(asked),
        conclusion.rows(asked),
        changes,
        conclusion.lookedAgain(asked),
        outgoing,
        notices);
  }

  /** Windows that nobody will look at are never left out in silence. */
  private static Optional<Finished.Change> leftOut(Task task) {
    return Optional.ofNullable(task.due().leftOut())
        .map(
            first ->
                new Finished.Change(
                    Key.WHOLE,
                    "left_out",
                    new Reading(
                        null,
                        false,
                        "windows due from %s until %s: they were older than catch_up (%s)"
                            .formatted(
                                first,
                                task.due().at(),
                                Durations.text(task.watcher().definition().catchUp()))),
                    null));
  }

  /** That nothing is known any more, or that something is again, is a change of its own. */
  private static Optional<Finished.Change> unknown(Asked asked) {
    boolean was = asked.task().due().verdict().equals("unknown");
    boolean is = asked.verdict() instanceof Verdict.Unknown;
    return was == is
        ? Optional.empty()
        : Optional.of(
            new Finished.Change(
                Key.WHOLE,
                is ? "unknown" : "known",
                new Reading(null, false, asked.verdict().explanation()),
                null));
  }

  private boolean slow(Asked asked) {
    Duration limit = config.slowAfter();
    return asked.took().compareTo(limit) > 0;
  }
}
