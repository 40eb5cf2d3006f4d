package io.vigia.watcher.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vigia.watcher.cluster.Search.Lane;
import io.vigia.watcher.cluster.Unanswered.Reason;
import io.vigia.watcher.cluster.WriteClient.Written;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.http.HttpEntity;
import org.apache.http.client.config.RequestConfig;
import org.elasticsearch.client.Cancellable;
import org.elasticsearch.client.HttpAsyncResponseConsumerFactory.HeapBufferedResponseConsumerFactory;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RequestOptions;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.ResponseListener;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * One cluster, with connections, a thread and turns of its own: one that hangs takes nothing from
 * another. Every question has an end: its turn is given back then, whatever the cluster does.
 */
final class ClusterClient implements AutoCloseable {

  private static final int LARGEST_ANSWER = 32 * 1024 * 1024;
  private static final int LARGEST_REPLY = 64 * 1024;
  private static final int ASIDE = 4;

  /** Beyond the time that the cluster is given: for the way, and for a node to be given up. */
  private static final Duration WAY = Duration.ofSeconds(1);

  private static final int TRIES_AFTER_429 = 2;

  private final ClusterSpec spec;
  private final ObjectMapper json;
  private final RestClient rest;
  private final Turns fast;
  private final Turns slow;

  /** For questions that are no searches: people wait for them. */
  private final Turns aside;

  private final AtomicReference<@Nullable Dialect> dialect = new AtomicReference<>();

  ClusterClient(ClusterSpec spec, ObjectMapper json) {
    this.spec = spec;
    this.json = json;
    this.fast = new Turns(spec.fast(), spec.queue());
    this.slow = new Turns(spec.slow(), spec.queue());
    this.aside = new Turns(ASIDE, spec.queue());
    this.rest = ConnectionWiring.connect(spec, spec.fast() + spec.slow() + ASIDE);
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
    request.setOptions(options(time));
    return inTurn(
            aside,
            time,
            () ->
                Uni.createFrom()
                    .<Response>emitter(emitter -> send(request, emitter))
                    .onFailure(ResponseException.class)
                    .recoverWithItem(e -> ((ResponseException) e).getResponse())
                    .ifNoItem()
                    .after(time.plus(WAY))
                    .fail())
        .map(ClusterClient::written);
  }

  private static Written written(Response response) {
    String body = "";
    try (var content = response.getEntity().getContent()) {
      body = new String(content.readNBytes(LARGEST_REPLY), StandardCharsets.UTF_8);
    } catch (IOException | RuntimeException unreadable) {
      // the status says enough
    }
    return new Written(
        response.getStatusLine().getStatusCode(), response.getHeader("Retry-After"), body);
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
    rest.close();
  }

  private Turns turns(Lane lane) {
    return lane == Lane.SLOW ? slow : fast;
  }

  private Uni<JsonNode> ask(Request request, Turns turns, Duration time, Runnable begun) {
    request.setOptions(options(time));
    return inTurn(turns, time, () -> answer(request, time).onSubscription().invoke(begun))
        .onFailure()
        .transform(this::unanswered)
        .onFailure(this::isAway)
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

  private Uni<JsonNode> answer(Request request, Duration time) {
    return Uni.createFrom()
        .<Response>emitter(emitter -> send(request, emitter))
        .onFailure(ClusterClient::isTooMany)
        .retry()
        .withBackOff(Duration.ofMillis(300), Duration.ofSeconds(1))
        .atMost(TRIES_AFTER_429)
        .ifNoItem()
        .after(time.plus(WAY).plus(WAY))
        .failWith(() -> new Unanswered(Reason.TIMED_OUT, "the cluster did not answer in time"))
        // reading is work: the cluster's one thread has other answers to fetch
        .emitOn(Infrastructure.getDefaultExecutor())
        .map(response -> body(response.getEntity()));
  }

  private void send(Request request, UniEmitter<? super Response> emitter) {
    var over = new AtomicBoolean();
    Cancellable sent =
        rest.performRequestAsync(
            request,
            new ResponseListener() {
              @Override
              public void onSuccess(Response response) {
                over.set(true);
                emitter.complete(response);
              }

              @Override
              public void onFailure(Exception failure) {
                over.set(true);
                emitter.fail(failure);
              }
            });
    emitter.onTermination(
        () -> {
          if (!over.get()) {
            sent.cancel();
          }
        });
  }

  private RequestOptions options(Duration time) {
    return RequestOptions.DEFAULT.toBuilder()
        .setHttpAsyncResponseConsumerFactory(
            new HeapBufferedResponseConsumerFactory(LARGEST_ANSWER))
        .setRequestConfig(
            RequestConfig.custom()
                .setConnectTimeout((int) spec.connectTimeout().toMillis())
                .setConnectionRequestTimeout((int) spec.connectTimeout().toMillis())
                // a node that hangs is found out, so that the next search goes to another
                .setSocketTimeout((int) time.plus(WAY).toMillis())
                .setRedirectsEnabled(false)
                .build())
        .build();
  }

  private Unanswered unanswered(Throwable failure) {
    if (failure instanceof ResponseException refused) {
      Response response = refused.getResponse();
      int status = response.getStatusLine().getStatusCode();
      try {
        return Complaint.of(status, body(response.getEntity()));
      } catch (Unanswered unreadable) {
        return Complaint.of(status, MissingNode.getInstance());
      }
    }
    return Complaint.of(spec, failure);
  }

  private JsonNode body(@Nullable HttpEntity entity) {
    if (entity == null) {
      return MissingNode.getInstance();
    }
    try (var content = entity.getContent()) {
      return json.readTree(content);
    } catch (IOException e) {
      throw new Unanswered(
          Reason.UNREACHABLE, "what answers there is no Elasticsearch or OpenSearch: no JSON");
    }
  }

  private boolean isAway(Throwable failure) {
    return failure instanceof Unanswered unanswered && unanswered.reason() == Reason.UNREACHABLE;
  }

  private static boolean isTooMany(Throwable failure) {
    return failure instanceof ResponseException refused
        && refused.getResponse().getStatusLine().getStatusCode() == 429;
  }
}
