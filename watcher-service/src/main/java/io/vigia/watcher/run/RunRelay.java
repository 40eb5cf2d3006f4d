package io.vigia.watcher.run;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
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
        .transformToUniAndConcatenate(
            each -> {
              var task = each.task();
              count(each);
              Instant next = Timing.next(task.watcher().definition(), task.due().at(), now);
              return conclusions.finished(each, Conclusion.of(each, now, next, again), now);
            })
        .collect()
        .asList()
        .chain(runs -> finish.finish(runs, now).replaceWith(runs));
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
