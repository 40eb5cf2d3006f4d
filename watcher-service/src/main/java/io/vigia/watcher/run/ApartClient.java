package io.vigia.watcher.run;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vigia.watcher.cluster.Unanswered.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * Finds out who is why a batch got no answer. One bad question spoils a search for all that travel
 * in it, and one slow one keeps all waiting: so the batch is asked in parts, unless the index
 * answers nobody. Who fails then is the one.
 */
@ApplicationScoped
class ApartClient {

  private final BatchClient client;
  private final Clock clock;
  private final Suspects suspects = new Suspects();
  private final InTurn byIndex = new InTurn();

  ApartClient(BatchClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /** Who is to travel alone. */
  boolean isSuspect(Task task) {
    return suspects.isSuspect(task, clock.instant());
  }

  /**
   * What the tasks have of it in the end. Of one index a single batch is taken apart at a time:
   * what it shows holds for those that wait.
   */
  Uni<List<Asked>> settled(Tried tried) {
    if (!isSuspicious(tried)) {
      return Uni.createFrom().item(tried.each());
    }
    String index = tried.batch().index();
    return Uni.createFrom()
        .<Boolean>emitter(turn -> byIndex.enter(index, () -> turn.complete(true)))
        .chain(ours -> examined(tried))
        .onTermination()
        .invoke(() -> byIndex.leave(index));
  }

  private boolean isSuspicious(Tried tried) {
    return tried.suspicion().isPresent() && !suspects.isBroken(tried.batch(), clock.instant());
  }

  private Uni<List<Asked>> examined(Tried tried) {
    if (!isSuspicious(tried)) {
      return Uni.createFrom().item(tried.each());
    }
    Batch batch = tried.batch();
    Reason why = tried.suspicion().orElseThrow();
    Instant begun = tried.each().get(0).startedAt();
    return client
        .answersOthers(batch)
        .chain(answers -> answers ? apart(batch, why) : Uni.createFrom().item(List.<Asked>of()))
        .map(
            each -> {
              if (each.isEmpty()) {
                suspects.broken(batch, clock.instant());
                return tried.each();
              }
              suspects.accuse(why, each, clock.instant());
              return each.stream().map(asked -> asked.since(begun)).toList();
            });
  }

  /**
   * As its tasks fare in smaller parts, each asked once.
   *
   * @return nothing when every part is slow: then it is the index, and to ask it more makes it
   *     slower
   */
  private Uni<List<Asked>> apart(Batch batch, Reason why) {
    return all(batch.apart(why), this::once)
        .chain(
            parts ->
                parts.stream().allMatch(Tried::timedOut)
                    ? Uni.createFrom().item(List.<Asked>of())
                    : joined(parts, this::further));
  }

  private Uni<List<Asked>> further(Tried part) {
    return part.suspicion()
        .map(why -> joined(part.batch().apart(why), smaller -> once(smaller).chain(this::further)))
        .orElseGet(() -> Uni.createFrom().item(part.each()));
  }

  private Uni<Tried> once(Batch batch) {
    return client.one(batch, new Begun(clock));
  }

  private static <T> Uni<List<Asked>> joined(List<T> parts, Function<T, Uni<List<Asked>>> ask) {
    return all(parts, ask).map(each -> each.stream().flatMap(List::stream).toList());
  }

  private static <T, R> Uni<List<R>> all(List<T> parts, Function<T, Uni<R>> ask) {
    return Multi.createFrom()
        .iterable(parts)
        .onItem()
        .transformToUni(ask::apply)
        .merge(parts.size())
        .collect()
        .asList();
  }
}
