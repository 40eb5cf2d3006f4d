package io.vigia.watcher.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
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
import java.util.stream.Collectors;

/** Asks a cluster on behalf of a batch, and tells each of its tasks what came back. */
@ApplicationScoped
class AskClient {

  /** Searches in one request. */
  private static final int MOST_IN_ONE = 8;

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

  /**
   * Asks for all batches side by side: those that could not be merged travel in few requests. Never
   * fails: what cannot be asked is unknown.
   */
  Multi<List<Asked>> ask(List<Batch> batches) {
    var single =
        batches.stream()
            .filter(batch -> batch.lane() == Lane.FAST && batch.tasks().size() == 1)
            .collect(Collectors.groupingBy(batch -> batch.first().cluster()));
    var apart = new ArrayList<Uni<List<Asked>>>();
    single.values().forEach(those -> apart.addAll(parts(those)));
    batches.stream()
        .filter(batch -> batch.lane() == Lane.SLOW || batch.tasks().size() > 1)
        .forEach(batch -> apart.add(ask(batch)));
    return Multi.createFrom()
        .iterable(apart)
        .onItem()
        .transformToUni(each -> each)
        .merge(Integer.MAX_VALUE);
  }

  private List<Uni<List<Asked>>> parts(List<Batch> those) {
    var parts = new ArrayList<Uni<List<Asked>>>();
    for (int from = 0; from < those.size(); from += MOST_IN_ONE) {
      var part = those.subList(from, Math.min(from + MOST_IN_ONE, those.size()));
      parts.add(part.size() == 1 ? ask(part.get(0)) : together(part));
    }
    return parts;
  }

  private Uni<List<Asked>> ask(Batch batch) {
    var begun = new Begun(clock);
    Plan plan = Plan.of(batch.inquiries());
    return attempt(batch, search(batch, plan.body()), begun, batch.first().retries())
        .map(answer -> read(batch, plan, answer, begun.at()))
        .onFailure(Unanswered.class)
        .recoverWithUni(e -> unanswered(batch, (Unanswered) e, begun.at()));
  }

  /** One request for several; what of it fails and may be repeated is then asked alone. */
  private Uni<List<Asked>> together(List<Batch> batches) {
    var begun = new Begun(clock);
    var plans = batches.stream().map(batch -> Plan.of(batch.inquiries())).toList();
    var searches = new ArrayList<Search>();
    for (int i = 0; i < batches.size(); i++) {
      searches.add(search(batches.get(i), plans.get(i).body()));
    }
    count(Lane.FAST, searches.size());
    return search
        .multi(searches, begun)
        .chain(
            outcomes -> {
              var each = new ArrayList<Uni<List<Asked>>>();
              for (int i = 0; i < batches.size(); i++) {
                each.add(outcome(batches.get(i), plans.get(i), outcomes.get(i), begun.at()));
              }
              return Uni.join().all(each).andFailFast();
            })
        .map(all -> all.stream().flatMap(List::stream).toList());
  }

  private Uni<List<Asked>> outcome(Batch batch, Plan plan, Outcome outcome, Instant begun) {
    if (outcome instanceof Outcome.Answered answered) {
      return Uni.createFrom().item(read(batch, plan, answered.answer(), begun));
    }
    Unanswered why = ((Outcome.Failed) outcome).why();
    return batch.first().retries() > 0 && why.reason().mayPass()
        ? ask(batch)
        : unanswered(batch, why, begun);
  }

  private static Search search(Batch batch, ObjectNode body) {
    var first = batch.first();
    return new Search(first.cluster(), first.index(), body, first.timeout(), batch.lane());
  }

  private Uni<JsonNode> attempt(Batch batch, Search question, Begun begun, int retries) {
    count(question.lane(), 1);
    Duration pause = batch.first().retryDelay();
    return search
        .search(question, begun)
        .onFailure(e -> retries > 0 && isWorthRepeating(batch, e))
        .recoverWithUni(
            e ->
                Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(pause.isZero() ? Duration.ofMillis(1) : pause)
                    .chain(() -> attempt(batch, question, begun, retries - 1)));
  }

  /** Together they would wait for the slow one again: each is asked alone instead. */
  private static boolean isWorthRepeating(Batch batch, Throwable failure) {
    return failure instanceof Unanswered unanswered
        && unanswered.reason().mayPass()
        && (unanswered.reason() != Reason.TIMED_OUT || batch.tasks().size() == 1);
  }

  private void count(Lane lane, int searches) {
    metrics
        .counter("vigia_watcher_searches_total", "lane", lane.name().toLowerCase(Locale.ROOT))
        .increment(searches);
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

  /**
   * One bad question spoils a search for all that travel in it, and one slow one keeps all waiting:
   * so each goes alone once, unless the index answers nobody. Who fails then is the one.
   */
  private Uni<List<Asked>> unanswered(Batch batch, Unanswered failure, Instant begun) {
    var nobody = batch.tasks().stream().map(task -> unknown(task, failure, begun)).toList();
    if (!suspects.mayBeOnes(batch, failure.reason(), clock.instant())) {
      return Uni.createFrom().item(nobody);
    }
    return answersOthers(batch)
        .chain(
            answers ->
                answers
                    ? apart(batch, failure.reason(), begun)
                    : Uni.createFrom()
                        .item(nobody)
                        .invoke(() -> suspects.broken(batch, clock.instant())));
  }

  /** Whether the index answers who asks nothing in particular about the same stretch of time. */
  private Uni<Boolean> answersOthers(Batch batch) {
    count(batch.lane(), 1);
    return search
        .search(search(batch, Plan.of(batch.inquiries()).withoutQuestions()))
        .replaceWith(true)
        .onFailure(Unanswered.class)
        .recoverWithItem(false);
  }

  private Uni<List<Asked>> apart(Batch batch, Reason reason, Instant begun) {
    return Multi.createFrom()
        .iterable(batch.apart(reason))
        .onItem()
        .transformToUniAndMerge(this::ask)
        .collect()
        .asList()
        .map(each -> each.stream().flatMap(List::stream).map(asked -> asked.since(begun)).toList())
        .invoke(each -> suspects.accuse(batch, reason, each, clock.instant()));
  }

  private Asked unknown(Task task, Unanswered failure, Instant begun) {
    return new Asked(
        task,
        new Verdict.Unknown(failure.reason(), failure.detail()),
        List.of(),
        begun,
        Duration.between(begun, clock.instant()));
  }

  /** For a task whose question cannot be put, or whose answer cannot be told. */
  Asked unaskable(Task task, Throwable fault) {
    return unknown(
        task, new Unanswered(Reason.REJECTED, String.valueOf(fault.getMessage())), clock.instant());
  }
}
