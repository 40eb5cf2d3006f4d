package io.vigia.watcher.run;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import io.vigia.watcher.ask.Inquiry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Takes claimed watchers from their due time to what they leave behind. */
@ApplicationScoped
class RunRelay {

  /** Runs of a batch whose evidence is fetched at the same time. */
  private static final int AT_ONCE = 8;

  private final TaskStore tasks;
  private final AskClient asking;
  private final ConclusionMapper conclusions;
  private final FinishStore finish;
  private final WatcherConfig config;
  private final MeterRegistry metrics;
  private final Clock clock;

  RunRelay(
      TaskStore tasks,
      AskClient asking,
      ConclusionMapper conclusions,
      FinishStore finish,
      WatcherConfig config,
      MeterRegistry metrics,
      Clock clock) {
    this.tasks = tasks;
    this.asking = asking;
    this.conclusions = conclusions;
    this.finish = finish;
    this.config = config;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** The runs as they finish, batch by batch. */
  Multi<List<Finished>> run(List<Due> due) {
    return run(due, false);
  }

  /**
   * The same.
   *
   * @param again whether what fires is told again, whenever it was told last
   */
  Multi<List<Finished>> run(List<Due> due, boolean again) {
    return tasks
        .of(due)
        .onItem()
        .transformToMulti(Multi.createFrom()::iterable)
        .collect()
        .asList()
        .onItem()
        .transformToMulti(this::asked)
        .onItem()
        .transformToUniAndMerge(asked -> finished(asked, again));
  }

  private Multi<List<Asked>> asked(List<Task> all) {
    var askable = new ArrayList<Task>();
    var unaskable = new ArrayList<Asked>();
    for (Task task : all) {
      try {
        task.inquiries().forEach(Inquiry::cells);
        askable.add(task);
      } catch (RuntimeException e) {
        unaskable.add(asking.unaskable(task, e));
      }
    }
    var sizes = new Batch.Sizes(config.merged(), config.mergedSlow(), config.slowTimeout());
    var batches =
        askable.isEmpty() ? List.<Batch>of() : Batch.of(askable, sizes, asking::isSuspect);
    var answers = asking.ask(batches);
    return unaskable.isEmpty()
        ? answers
        : Multi.createBy().merging().streams(Multi.createFrom().item(unaskable), answers);
  }

  private Uni<List<Finished>> finished(List<Asked> asked, boolean again) {
    Instant now = clock.instant();
    return Multi.createFrom()
        .iterable(asked)
        .onItem()
        .transformToUni(each -> concluded(each, now, again))
        .merge(AT_ONCE)
        .collect()
        .asList()
        .chain(runs -> finish(runs, now));
  }

  /** What cannot be put into words is unknown, and harms no other run. */
  private Uni<Finished> concluded(Asked asked, Instant now, boolean again) {
    count(asked);
    var task = asked.task();
    Instant next = Timing.after(task.watcher().definition(), task.due().at());
    return Uni.createFrom()
        .deferred(() -> conclusions.finished(asked, now, next, again))
        .onFailure(RuntimeException.class)
        .recoverWithUni(e -> given(asked, now, next, e));
  }

  private Uni<Finished> given(Asked asked, Instant now, Instant next, Throwable fault) {
    Asked unknown = asking.unaskable(asked.task(), fault);
    return conclusions.finished(unknown, now, next, false);
  }

  /** Data that the database refuses spoils the transaction for all: then each run has its own. */
  private Uni<List<Finished>> finish(List<Finished> runs, Instant now) {
    return finish
        .finish(runs, now)
        .replaceWith(runs)
        .onFailure(PgException.class)
        .recoverWithUni(
            e ->
                Multi.createFrom()
                    .iterable(runs)
                    .onItem()
                    .transformToUniAndConcatenate(run -> alone(run, now))
                    .collect()
                    .asList());
  }

  private Uni<Finished> alone(Finished run, Instant now) {
    return finish
        .finish(List.of(run), now)
        .replaceWith(run)
        .onFailure(PgException.class)
        .recoverWithUni(
            e ->
                given(run.asked(), now, run.nextRunAt(), e)
                    .call(unknown -> finish.finish(List.of(unknown), now)));
  }

  private void count(Asked asked) {
    String template = asked.task().watcher().definition().template();
    metrics
        .counter(
            "vigia_watcher_runs_total", "template", template, "verdict", asked.verdict().word())
        .increment();
    metrics
        .timer("vigia_watcher_start_lag", "lane", asked.task().due().slow() ? "slow" : "fast")
        .record(Duration.between(asked.task().due().at(), asked.startedAt()));
  }
}
