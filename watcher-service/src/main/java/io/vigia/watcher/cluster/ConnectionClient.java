package io.vigia.watcher.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vigia.watcher.cluster.Unanswered.Reason;
import io.vigia.watcher.cluster.WriteClient.Written;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.HttpHost;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.conn.ssl.NoopHostnameVerifier;
import org.apache.http.impl.nio.client.HttpAsyncClientBuilder;
import org.apache.http.impl.nio.reactor.IOReactorConfig;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.Cancellable;
import org.elasticsearch.client.HttpAsyncResponseConsumerFactory.HeapBufferedResponseConsumerFactory;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RequestOptions;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.ResponseListener;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;

/** The connections to one cluster, and a thread that is theirs alone. */
final class ConnectionClient implements AutoCloseable {

  private static final int LARGEST_ANSWER = 32 * 1024 * 1024;
  private static final int LARGEST_REPLY = 64 * 1024;
  private static final int TRIES_AFTER_429 = 2;

  /** Beyond the time that the cluster is given: for the way, and for a node to be given up. */
  private static final Duration WAY = Duration.ofSeconds(1);

  private final ClusterSpec cluster;
  private final ObjectMapper json;
  private final RestClient rest;

  /**
   * @param atOnce as many connections; none is opened before it is needed
   */
  ConnectionClient(ClusterSpec cluster, int atOnce, ObjectMapper json) {
    this.cluster = cluster;
    this.json = json;
    this.rest =
        RestClient.builder(
                cluster.hosts().stream()
                    .map(host -> HttpHost.create(host.getScheme() + "://" + host.getAuthority()))
                    .toArray(HttpHost[]::new))
            .setMetaHeaderEnabled(false)
            .setDefaultHeaders(
                cluster.credentials().header().stream()
                    .map(value -> new BasicHeader("Authorization", value))
                    .toArray(Header[]::new))
            .setHttpClientConfigCallback(http -> settings(http, cluster, atOnce))
            .build();
  }

  /**
   * The body of the answer. What is too much for the cluster just now (429) is tried again.
   *
   * @param time that the cluster has
   * @return fails with {@link Unanswered} and nothing else, soon after that time at the latest
   */
  Uni<JsonNode> ask(Request request, Duration time) {
    request.setOptions(options(time));
    return Uni.createFrom()
        .<Response>emitter(emitter -> send(request, emitter))
        .onFailure(ConnectionClient::isTooMany)
        .retry()
        .withBackOff(Duration.ofMillis(300), Duration.ofSeconds(1))
        .atMost(TRIES_AFTER_429)
        .ifNoItem()
        .after(time.plus(WAY).plus(WAY))
        .failWith(() -> new Unanswered(Reason.TIMED_OUT, "the cluster did not answer in time"))
        // reading is work: the one thread has other answers to fetch
        .emitOn(Infrastructure.getDefaultExecutor())
        .map(response -> body(response.getEntity()))
        .onFailure()
        .transform(this::unanswered);
  }

  /** Whatever is answered, refusals as well; fails when nothing is. */
  Uni<Written> write(Request request, Duration time) {
    request.setOptions(options(time));
    return Uni.createFrom()
        .<Response>emitter(emitter -> send(request, emitter))
        .onFailure(ResponseException.class)
        .recoverWithItem(e -> ((ResponseException) e).getResponse())
        .ifNoItem()
        .after(time.plus(WAY))
        .fail()
        .map(ConnectionClient::written);
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

  @Override
  public void close() throws IOException {
    rest.close();
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

  private static HttpAsyncClientBuilder settings(
      HttpAsyncClientBuilder http, ClusterSpec cluster, int atOnce) {
    if (cluster.trust().insecure()) {
      http.setSSLHostnameVerifier(NoopHostnameVerifier.INSTANCE);
    }
    return http.setSSLContext(cluster.trust().context())
        .setMaxConnTotal(atOnce)
        .setMaxConnPerRoute(atOnce)
        .disableAuthCaching()
        .disableCookieManagement()
        .setUserAgent("Vigia watcher-service")
        .setDefaultIOReactorConfig(
            IOReactorConfig.custom().setIoThreadCount(1).setSoKeepAlive(true).build());
  }

  private RequestOptions options(Duration time) {
    return RequestOptions.DEFAULT.toBuilder()
        .setHttpAsyncResponseConsumerFactory(
            new HeapBufferedResponseConsumerFactory(LARGEST_ANSWER))
        .setRequestConfig(
            RequestConfig.custom()
                .setConnectTimeout((int) cluster.connectTimeout().toMillis())
                .setConnectionRequestTimeout((int) cluster.connectTimeout().toMillis())
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
    return Complaint.of(cluster, failure);
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

  private static boolean isTooMany(Throwable failure) {
    return failure instanceof ResponseException refused
        && refused.getResponse().getStatusLine().getStatusCode() == 429;
  }
}
