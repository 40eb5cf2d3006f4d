package io.vigia.watcher.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vigia.watcher.ask.Answer;
import io.vigia.watcher.ask.Plan;
import io.vigia.watcher.cluster.Outcome;
import io.vigia.watcher.cluster.Search;
import io.vigia.watcher.cluster.Search.Lane;
import io.vigia.watcher.cluster.SearchClient;
import io.vigia.watcher.cluster.Unanswered;
import io.vigia.watcher.cluster.Unanswered.Reason;
import io.vigia.watcher.verdict.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One search for a batch, once, and what it says to each of the batch's tasks. */
@ApplicationScoped
class BatchClient {

  private final SearchClient search;
  private final MeterRegistry metrics;
  private final Clock clock;

  BatchClient(SearchClient search, MeterRegistry metrics, Clock clock) {
    this.search = search;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Never fails: what got no answer is unknown. */
  Uni<Tried> one(Batch batch, Begun begun) {
    Plan plan = Plan.of(batch.inquiries());
    count(batch.lane(), 1);
    return search
        .search(question(batch, plan.body()), begun)
        .map(answer -> answered(batch, plan, answer, begun.at()))
        .onFailure(Unanswered.class)
        .recoverWithItem(e -> failed(batch, (Unanswered) e, begun.at()));
  }

  /** The same for several in one request, in their order. */
  Uni<List<Tried>> together(List<Batch> batches, Begun begun) {
    var plans = batches.stream().map(batch -> Plan.of(batch.inquiries())).toList();
    var searches = new ArrayList<Search>();
    for (int i = 0; i < batches.size(); i++) {
      searches.add(question(batches.get(i), plans.get(i).body()));
    }
    count(Lane.FAST, searches.size());
    return search
        .multi(searches, begun)
        .map(
            outcomes -> {
              var tried = new ArrayList<Tried>();
              for (int i = 0; i < batches.size(); i++) {
                tried.add(
                    outcomes.get(i) instanceof Outcome.Answered answered
                        ? answered(batches.get(i), plans.get(i), answered.answer(), begun.at())
                        : failed(
                            batches.get(i), ((Outcome.Failed) outcomes.get(i)).why(), begun.at()));
              }
              return List.copyOf(tried);
            });
  }

  /** Whether the index answers who asks nothing in particular about the same stretch of time. */
  Uni<Boolean> answersOthers(Batch batch) {
    count(batch.lane(), 1);
    return search
        .search(question(batch, Plan.of(batch.inquiries()).withoutQuestions()))
        .replaceWith(true)
        .onFailure(Unanswered.class)
        .recoverWithItem(false);
  }

  /** For a task whose question cannot be put, or whose answer cannot be told. */
  Asked unaskable(Task task, Throwable fault) {
    return unknown(
        task, new Unanswered(Reason.REJECTED, String.valueOf(fault.getMessage())), clock.instant());
  }

  private static Search question(Batch batch, ObjectNode body) {
    var first = batch.first();
    return new Search(first.cluster(), first.index(), body, first.timeout(), batch.lane());
  }

  private void count(Lane lane, int searches) {
    metrics
        .counter("vigia_watcher_searches_total", "lane", lane.name().toLowerCase(Locale.ROOT))
        .increment(searches);
  }

  private Tried answered(Batch batch, Plan plan, JsonNode answer, Instant begun) {
    var each = new ArrayList<Asked>();
    int place = 0;
    for (Task task : batch.tasks()) {
      each.add(read(task, plan, place, answer, begun));
      place += task.inquiries().size();
    }
    return new Tried(batch, List.copyOf(each), Optional.empty());
  }

  private Asked read(Task task, Plan plan, int place, JsonNode answer, Instant begun) {
    Duration took = Duration.between(begun, clock.instant());
    try {
      Answer now = task.inquiry().read(plan.buckets(place, answer), task.keys().keySet());
      var again = new ArrayList<Answer>();
      for (Task.Recheck each : task.again()) {
        var buckets = plan.buckets(place + 1 + again.size(), answer);
        again.add(each.inquiry().read(buckets, each.closed().breached()));
      }
      return new Asked(task, new Verdict.Known(now), again, begun, took);
    } catch (RuntimeException e) {
      return unknown(task, new Unanswered(Reason.REJECTED, "unreadable: " + e), begun);
    }
  }

  private Tried failed(Batch batch, Unanswered failure, Instant begun) {
    return new Tried(
        batch,
        batch.tasks().stream().map(task -> unknown(task, failure, begun)).toList(),
        Optional.of(failure));
  }

  private Asked unknown(Task task, Unanswered failure, Instant begun) {
    return new Asked(
        task,
        new Verdict.Unknown(failure.reason(), failure.detail()),
        List.of(),
        begun,
        Duration.between(begun, clock.instant()));
  }
}
