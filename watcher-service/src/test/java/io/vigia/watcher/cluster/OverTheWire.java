package io.vigia.watcher.cluster;

import static io.vigia.watcher.cluster.FixtureCluster.WHOLE;
import static io.vigia.watcher.cluster.FixtureCluster.ok;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vigia.watcher.cluster.Search.Lane;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A client over the wire, and servers that answer like clusters, for tests. */
abstract class OverTheWire {

  static final Duration SOON = Duration.ofSeconds(10);
  static final Duration SHORT = Duration.ofMillis(300);

  ClusterWiring wiring = new ClusterWiring(List.of(), new ObjectMapper());

  @AfterEach
  void close() throws Exception {
    wiring.close();
  }

  static FixtureCluster cluster(String is) throws Exception {
    String root = DialectTest.fixture(is).path("answer").toString();
    return FixtureCluster.http(
        asked -> {
          String path = asked.path();
          return ok(
              path.equals("/")
                  ? root
                  : path.startsWith("/_msearch")
                      ? "{\"responses\":[" + WHOLE + "," + WHOLE + "]}"
                      : path.contains("_field_caps")
                          ? "{\"indices\":[\"a\"],\"fields\":{}}"
                          : WHOLE);
        });
  }

  void connect(ClusterSpec... specs) {
    wiring = new ClusterWiring(List.of(specs), new ObjectMapper());
  }

  SearchClient client() {
    return new SearchClient(wiring);
  }

  JsonNode search(Search search) {
    return client().search(search).await().atMost(SOON);
  }

  Unanswered refused(Search search) {
    return assertThrows(Unanswered.class, () -> search(search));
  }

  static Search search(String cluster) {
    return search(cluster, SHORT);
  }

  static Search search(String cluster, Duration time) {
    return new Search(cluster, "logs-*", JsonNodeFactory.instance.objectNode(), time, Lane.FAST);
  }
}
