package io.vigia.watcher.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vigia.watcher.ask.Answer;
import io.vigia.watcher.ask.Inquiry;
import io.vigia.watcher.ask.Plan;
import io.vigia.watcher.cluster.Search;
import io.vigia.watcher.cluster.SearchClient;
import io.vigia.watcher.cluster.Unanswered;
import io.vigia.watcher.verdict.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks a cluster on behalf of a batch, and tells each of its tasks what came back. */
@ApplicationScoped
class AskClient {

  private final SearchClient search;
  private final MeterRegistry metrics;
  private final Clock clock;
  private final Suspects suspects = new Suspects();

  AskClient(SearchClient search, MeterRegistry metrics, Clock clock) {
    this.search = search;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Who is to travel alone. */
  boolean isSuspect(Task task) {
    return suspects.isSuspect(task, clock.instant());
  }

  /** Never fails: what cannot be asked is unknown. */
  Uni<List<Asked>> ask(Batch batch) {
    Plan plan = Plan.of(batch.inquiries());
    var first = batch.first();
    var question =
        new Search(first.cluster(), first.index(), plan.body(), first.timeout(), batch.lane());
    Instant begun = clock.instant();
    return attempt(question, first.retries(), first.retryDelay())
        .map(answer -> read(batch, plan, answer, begun))
        .onFailure(Unanswered.class)
        .recoverWithUni(e -> unanswered(batch, (Unanswered) e, begun));
  }

  private Uni<JsonNode> attempt(Search question, int retries, Duration pause) {
    metrics
        .counter("vigia_watcher_searches_total", "lane", question.lane().name().toLowerCase())
        .increment();
    return search
        .search(question)
        .onFailure(e -> retries > 0 && e instanceof Unanswered u && u.reason().mayPass())
        .recoverWithUni(
            e ->
                Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(pause.isZero() ? Duration.ofMillis(1) : pause)
                    .chain(() -> attempt(question, retries - 1, pause)));
  }

  private List<Asked> read(Batch batch, Plan plan, JsonNode answer, Instant begun) {
    var asked = new ArrayList<Asked>();
    int place = 0;
    for (Task task : batch.tasks()) {
      asked.add(read(task, plan, place, answer, begun));
      place += task.inquiries().size();
    }
    return asked;
  }

  private Asked read(Task task, Plan plan, int place, JsonNode answer, Instant begun) {
    Duration took = Duration.between(begun, clock.instant());
    try {
      Answer now = read(task.inquiry(), plan, place, answer, task);
      Optional<Answer> again =
          task.again().map(closed -> read(closed.inquiry(), plan, place + 1, answer, task));
      return new Asked(task, new Verdict.Known(now), again, begun, took);
    } catch (RuntimeException e) {
      return unknown(task, new Unanswered(Unanswered.Reason.REJECTED, "unreadable: " + e), begun);
    }
  }

  private static Answer read(Inquiry inquiry, Plan plan, int place, JsonNode answer, Task task) {
    return inquiry.read(plan.buckets(place, answer), task.keys().keySet());
  }

  /**
   * One bad question spoils a search for all that travel in it, so each goes alone once: who fails
   * where others do not is the one.
   */
  private Uni<List<Asked>> unanswered(Batch batch, Unanswered failure, Instant begun) {
    var first = batch.first();
    Instant now = clock.instant();
    boolean guiltless =
        switch (failure.reason()) {
          case REJECTED -> false;
          case SHARD_FAILURES -> suspects.isBroken(first.cluster(), first.index(), now);
          default -> true;
        };
    if (batch.tasks().size() == 1 || guiltless) {
      return Uni.createFrom()
          .item(batch.tasks().stream().map(task -> unknown(task, failure, begun)).toList());
    }
    return Multi.createFrom()
        .iterable(batch.alone())
        .onItem()
        .transformToUniAndMerge(this::ask)
        .collect()
        .asList()
        .map(each -> each.stream().flatMap(List::stream).toList())
        .invoke(each -> accuse(each, first.cluster(), first.index()));
  }

  private void accuse(List<Asked> each, String cluster, String index) {
    Instant now = clock.instant();
    var failed = each.stream().filter(a -> a.verdict() instanceof Verdict.Unknown).toList();
    if (failed.size() == each.size()) {
      suspects.broken(cluster, index, now);
    } else {
      failed.forEach(a -> suspects.suspect(a.task(), now));
    }
  }

  Asked unknown(Task task, Unanswered failure, Instant begun) {
    return new Asked(
        task,
        new Verdict.Unknown(failure.reason(), failure.detail()),
        Optional.empty(),
        begun,
        Duration.between(begun, clock.instant()));
  }

  /** For a task whose question cannot even be put. */
  Asked unaskable(Task task, RuntimeException fault) {
    return unknown(
        task,
        new Unanswered(Unanswered.Reason.REJECTED, String.valueOf(fault.getMessage())),
        clock.instant());
  }
}
