package io.vigia.watcher.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vigia.watcher.cluster.Search.Lane;
import io.vigia.watcher.cluster.Unanswered.Reason;
import io.vigia.watcher.cluster.WriteClient.Written;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.elasticsearch.client.Request;
import org.jspecify.annotations.Nullable;

/**
 * One cluster, with connections and turns of its own: one that hangs takes nothing from another.
 * Every question has an end: its turn is given back then, whatever the cluster does.
 */
final class ClusterClient implements AutoCloseable {

  private static final int ASIDE = 4;

  private final ClusterSpec spec;
  private final ConnectionClient connection;
  private final Turns fast;
  private final Turns slow;

  /** For questions that are no searches: people wait for them. */
  private final Turns aside;

  private final AtomicReference<@Nullable Dialect> dialect = new AtomicReference<>();

  ClusterClient(ClusterSpec spec, ObjectMapper json) {
    this.spec = spec;
    this.fast = new Turns(spec.fast(), spec.queue());
    this.slow = new Turns(spec.slow(), spec.queue());
    this.aside = new Turns(ASIDE, spec.queue());
    this.connection = new ConnectionClient(spec, spec.fast() + spec.slow() + ASIDE, json);
  }

  ClusterSpec spec() {
    return spec;
  }

  Turns.Usage usage(Lane lane) {
    return turns(lane).usage();
  }

  /**
   * The body of the answer.
   *
   * @param time for a turn, and again for the answer
   * @return fails with {@link Unanswered} and nothing else
   */
  Uni<JsonNode> ask(Request request, Lane lane, Duration time) {
    return ask(request, lane, time, () -> {});
  }

  /**
   * @param begun told when it has its turn
   */
  Uni<JsonNode> ask(Request request, Lane lane, Duration time, Runnable begun) {
    return ask(request, turns(lane), time, begun);
  }

  /** As {@link #ask}, besides the searches. */
  Uni<JsonNode> askAside(Request request, Duration time) {
    return ask(request, aside, time, () -> {});
  }

  /** Whatever it answers; fails when it does not. */
  Uni<Written> write(Request request, Duration time) {
    return inTurn(aside, time, () -> connection.write(request, time));
  }

  /** Asked once; asked again after a question that the cluster could not be asked. */
  Uni<Dialect> dialect(Duration time) {
    Dialect known = dialect.get();
    return known != null ? Uni.createFrom().item(known) : askDialect(time);
  }

  /** Asked now, which tells whether the cluster is there. */
  Uni<Dialect> askDialect(Duration time) {
    return askAside(new Request("GET", "/"), time).map(Dialect::of).invoke(dialect::set);
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }

  private Turns turns(Lane lane) {
    return lane == Lane.SLOW ? slow : fast;
  }

  private Uni<JsonNode> ask(Request request, Turns turns, Duration time, Runnable begun) {
    return inTurn(turns, time, () -> connection.ask(request, time).onSubscription().invoke(begun))
        .onFailure(ClusterClient::isAway)
        .invoke(() -> dialect.set(null));
  }

  private <T> Uni<T> inTurn(Turns turns, Duration patience, Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var turn = turns.turn();
              return Uni.createFrom()
                  .<Boolean>emitter(
                      waiting -> {
                        if (!turn.take(() -> waiting.complete(true))) {
                          waiting.fail(busy("the queue of " + turns.usage().room() + " is full"));
                        }
                      })
                  .ifNoItem()
                  .after(patience)
                  .failWith(() -> busy("no turn within " + patience.toMillis() + " ms"))
                  .chain(() -> work.get())
                  .onTermination()
                  .invoke(turn::end);
            });
  }

  private Unanswered busy(String detail) {
    return new Unanswered(
        Reason.UNREACHABLE, "too many searches of cluster '" + spec.name() + "': " + detail);
  }

  private static boolean isAway(Throwable failure) {
    return failure instanceof Unanswered unanswered && unanswered.reason() == Reason.UNREACHABLE;
  }
}
