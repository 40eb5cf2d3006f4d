package io.vigia.watcher.run;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vigia.watcher.cluster.Search.Lane;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Asks clusters on behalf of batches, as often as their definitions say. */
@ApplicationScoped
class AskClient {

  /** Searches in one request. */
  private static final int MOST_IN_ONE = 8;

  private final BatchClient client;
  private final ApartClient apart;
  private final Clock clock;

  AskClient(BatchClient client, ApartClient apart, Clock clock) {
    this.client = client;
    this.apart = apart;
    this.clock = clock;
  }

  /** Who is to travel alone. */
  boolean isSuspect(Task task) {
    return apart.isSuspect(task);
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
    var all = new ArrayList<Uni<List<Asked>>>();
    single.values().forEach(those -> all.addAll(parts(those)));
    batches.stream()
        .filter(batch -> batch.lane() == Lane.SLOW || batch.tasks().size() > 1)
        .forEach(batch -> all.add(ask(batch)));
    return Multi.createFrom()
        .iterable(all)
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
    return client.one(batch, begun).chain(tried -> settled(tried, begun));
  }

  private Uni<List<Asked>> together(List<Batch> batches) {
    var begun = new Begun(clock);
    return client
        .together(batches, begun)
        .chain(
            all ->
                Uni.join()
                    .all(all.stream().map(tried -> settled(tried, begun)).toList())
                    .andFailFast())
        .map(all -> all.stream().flatMap(List::stream).toList());
  }

  private Uni<List<Asked>> settled(Tried tried, Begun begun) {
    return repeated(tried, begun, tried.batch().first().retries()).chain(apart::settled);
  }

  private Uni<Tried> repeated(Tried tried, Begun begun, int retries) {
    if (retries == 0 || !tried.isWorthRepeating()) {
      return Uni.createFrom().item(tried);
    }
    Duration pause = tried.batch().first().retryDelay();
    return Uni.createFrom()
        .voidItem()
        .onItem()
        .delayIt()
        .by(pause.isZero() ? Duration.ofMillis(1) : pause)
        .chain(() -> client.one(tried.batch(), begun))
        .chain(next -> repeated(next, begun, retries - 1));
  }

  /** For a task whose question cannot be put, or whose answer cannot be told. */
  Asked unaskable(Task task, Throwable fault) {
    return client.unaskable(task, fault);
  }
}
