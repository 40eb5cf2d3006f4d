package io.vigia.watcher.deliver;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.watcher.watch.DestinationSpec;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;

/** Notices, real receivers and a real cluster, for tests. */
abstract class Notices {

  static final Duration SOON = Duration.ofSeconds(30);

  /** As the environment's variables of these names. */
  public static class Environment implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      try (var free = new ServerSocket(0)) {
        return Map.of(
            "WATCHER_ELASTIC_URL", "${vigia.opensearch.url}",
            "WATCHER_ELASTIC_INDEX", "told",
            "WATCHER_WEBHOOK", "http://127.0.0.1:" + free.getLocalPort() + "/default");
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Inject Pool pool;
  @Inject NoticeStore store;
  @Inject ObjectMapper json;

  @ConfigProperty(name = "vigia.opensearch.url")
  String cluster;

  @ConfigProperty(name = "vigia.index-prefix")
  String prefix;

  @ConfigProperty(name = "vigia.watcher.webhook")
  URI webhook;

  final UUID watcher = UUID.randomUUID();
  final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (var each : open) {
      each.close();
    }
  }

  Receiver receiver() throws IOException {
    var receiver = new Receiver();
    open.add(receiver);
    return receiver;
  }

  UUID tell(String fingerprint, String status, DestinationSpec... to) {
    return tell(tx -> Uni.createFrom().nullItem(), fingerprint, status, to);
  }

  UUID tell(
      Function<SqlConnection, Uni<?>> then,
      String fingerprint,
      String status,
      DestinationSpec... to) {
    try {
      var facts =
          (ObjectNode)
              json.readTree(
                  """
                  {"alertname": "Slow", "summary": "it is \\"slow\\"", "value": 7.5,
                   "at": "2026-05-01T10:00:00Z", "cluster": "default",
                   "key": {"service.name": "shop", "address": "169.254.169.254",
                           "path": "a b\\r\\n/c?#"},
                   "samples": [{"message": "a\\u0000b"}]}""");
      facts.put("status", status).put("fingerprint", fingerprint);
      var notice = new Notice(UUID.randomUUID(), "default", watcher, Arrays.asList(to), facts);
      pool.withTransaction(
              tx ->
                  store
                      .append(tx, List.of(notice, notice))
                      .chain(() -> then.apply(tx).replaceWithVoid()))
          .await()
          .atMost(SOON);
      return notice.id();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static DestinationSpec webhook(String url) {
    return new DestinationSpec("webhook", url, null, null, Map.of(), null);
  }

  DestinationSpec webhook(String url, Map<String, String> headers, String payload)
      throws IOException {
    return new DestinationSpec(
        "webhook", url, null, null, headers, payload == null ? null : json.readTree(payload));
  }

  static DestinationSpec elastic(String to, String index) {
    return new DestinationSpec("elasticsearch", null, to, index, Map.of(), null);
  }

  void statuses(String... expected) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertEquals(Arrays.asList(expected), notices("").getList("status")));
  }

  JsonPath notices(String query) {
    return api().get("/api/v1/notices?watcher=" + watcher + "&" + query).jsonPath();
  }

  List<Map<String, Object>> documents(String index) {
    given().post(cluster + "/" + index + "/_refresh");
    List<Map<String, Object>> found =
        given().get(cluster + "/" + index + "/_search").path("hits.hits._source");
    return found == null ? List.of() : found;
  }

  RowSet<Row> sql(String text) {
    return pool.preparedQuery(text).execute(Tuple.of(watcher)).await().atMost(SOON);
  }

  static RequestSpecification api() {
    return given().header("X-API-Key", "test-key");
  }
}
