package io.vigia.watcher.run;

import io.vigia.watcher.ask.Inquiry;
import io.vigia.watcher.cluster.Search.Lane;
import io.vigia.watcher.cluster.Unanswered.Reason;
import io.vigia.watcher.template.Window;
import io.vigia.watcher.watch.Definition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;

/**
 * Runs that travel in one search: of one index, over one stretch of time, with the same patience.
 * Pure.
 */
record Batch(Lane lane, List<Task> tasks) {

  /** Below the clusters' usual limit of 65,535, and an answer that is still read in a moment. */
  private static final int MAX_BUCKETS = 20_000;

  private static final int MAX_PARTS = 8;

  Batch {
    tasks = List.copyOf(tasks);
  }

  /**
   * What may be merged.
   *
   * @param fast most tasks of one search in the fast lane
   * @param slow the same in the slow one
   * @param slowTimeout a longer one means the slow lane
   */
  record Sizes(int fast, int slow, Duration slowTimeout) {}

  private record Common(
      String cluster,
      String index,
      String timestamp,
      Instant from,
      Instant to,
      Duration timeout,
      int retries,
      Duration retryDelay,
      Lane lane) {}

  Definition first() {
    return tasks.get(0).watcher().definition();
  }

  /** Which index of which cluster it asks. */
  String index() {
    return first().cluster() + "/" + first().index();
  }

  List<Inquiry> inquiries() {
    return tasks.stream().flatMap(task -> task.inquiries().stream()).toList();
  }

  /**
   * The same tasks in smaller batches. Refusals come at once, so each goes alone; one that is slow
   * is looked for step by step, so that a cluster that is tired is not asked much more.
   *
   * @param why they got no answer together
   */
  List<Batch> apart(Reason why) {
    boolean slow = why == Reason.TIMED_OUT;
    int size = slow ? (tasks.size() + MAX_PARTS - 1) / MAX_PARTS : 1;
    var parts = new ArrayList<Batch>();
    for (int from = 0; from < tasks.size(); from += size) {
      parts.add(
          new Batch(
              slow ? Lane.SLOW : lane, tasks.subList(from, Math.min(from + size, tasks.size()))));
    }
    return parts;
  }

  /**
   * @param suspect a task that is to travel alone, because its like has spoilt a search before
   */
  static List<Batch> of(List<Task> tasks, Sizes sizes, Predicate<Task> suspect) {
    var alike = new LinkedHashMap<Common, List<Task>>();
    var batches = new ArrayList<Batch>();
    for (Task task : tasks) {
      Common common = common(task, sizes);
      if (suspect.test(task)) {
        batches.add(new Batch(common.lane(), List.of(task)));
      } else {
        alike.computeIfAbsent(common, c -> new ArrayList<>()).add(task);
      }
    }
    alike.forEach((common, those) -> batches.addAll(cut(common.lane(), those, sizes)));
    return batches;
  }

  private static List<Batch> cut(Lane lane, List<Task> tasks, Sizes sizes) {
    int most = lane == Lane.FAST ? sizes.fast() : sizes.slow();
    var batches = new ArrayList<Batch>();
    var next = new ArrayList<Task>();
    long buckets = 0;
    for (Task task : tasks) {
      long own = buckets(task);
      if (!next.isEmpty() && (next.size() == most || buckets + own > MAX_BUCKETS)) {
        batches.add(new Batch(lane, next));
        next = new ArrayList<>();
        buckets = 0;
      }
      next.add(task);
      buckets += own;
    }
    batches.add(new Batch(lane, next));
    return batches;
  }

  private static long buckets(Task task) {
    Definition definition = task.watcher().definition();
    return definition.groupBy().isEmpty() ? 1 : definition.maxKeys();
  }

  private static Common common(Task task, Sizes sizes) {
    Definition d = task.watcher().definition();
    List<Window> windows = task.inquiries().stream().flatMap(i -> i.windows().stream()).toList();
    boolean slow = task.due().slow() || d.timeout().compareTo(sizes.slowTimeout()) > 0;
    return new Common(
        d.cluster(),
        d.index(),
        d.timestamp(),
        windows.stream().map(Window::from).min(Instant::compareTo).orElseThrow(),
        windows.stream().map(Window::to).max(Instant::compareTo).orElseThrow(),
        d.timeout(),
        d.retries(),
        d.retryDelay(),
        slow ? Lane.SLOW : Lane.FAST);
  }
}
