package io.vigia.watcher.cluster;

import static io.vigia.watcher.cluster.FixtureCluster.WHOLE;
import static io.vigia.watcher.cluster.FixtureCluster.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smallrye.mutiny.Uni;
import io.vigia.watcher.cluster.FixtureCluster.Reply;
import io.vigia.watcher.cluster.Search.Lane;
import io.vigia.watcher.cluster.Unanswered.Reason;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over the wire, against servers that answer like clusters, or do not. */
class SearchClientTest extends OverTheWire {

  @Test
  void shouldShowWhoWeAreAndNeverAskForCompatibility() throws Exception {
    try (var basic = cluster("opensearch-2");
        var key = cluster("elasticsearch-9")) {
      connect(
          ClusterSettings.at(basic.url()).basic("me", "secret").named("a"),
          ClusterSettings.at(key.url()).key("bXk6a2V5").named("b"));
      for (String name : List.of("a", "b")) {
        search(search(name));
        client().multi(List.of(search(name), search(name)), () -> {}).await().atMost(SOON);
        mapping().fields(name, "logs-*").await().atMost(SOON);
        mapping().indices(name, "logs").await().atMost(SOON);
      }
      assertEquals(
          List.of("Basic bWU6c2VjcmV0"), headers(basic, "Authorization").distinct().toList());
      assertEquals(List.of("ApiKey bXk6a2V5"), headers(key, "Authorization").distinct().toList());
      Stream.concat(basic.asked().stream(), key.asked().stream())
          .flatMap(asked -> asked.headers().values().stream().flatMap(List::stream))
          .forEach(header -> assertTrue(!header.contains("compatible"), header));
      assertEquals(1, basic.asked().stream().filter(a -> a.path().equals("/")).count(), "once");
    }
  }

  @Test
  void shouldTrustThePrivateCaAndNoOther(@TempDir Path own, @TempDir Path other) throws Exception {
    PrivateCa ca = PrivateCa.in(own);
    PrivateCa stranger = PrivateCa.in(other);
    try (var server = FixtureCluster.https(ca.server(), asked -> ok(WHOLE))) {
      var at = ClusterSettings.at(server.url());
      connect(
          at.trusting(ca.pem()).named("own"),
          at.trusting(stranger.pem()).named("other"),
          at.named("java"),
          at.trustingAll().named("insecure"));
      assertEquals(3, search(search("own")).at("/hits/total/value").asInt());
      assertEquals(3, search(search("insecure")).at("/hits/total/value").asInt());
      for (String name : List.of("other", "java")) {
        Unanswered why = refused(search(name));
        assertEquals(Reason.UNREACHABLE, why.reason());
        assertTrue(why.detail().startsWith("TLS at " + server.url()), why.detail());
        assertTrue(why.detail().contains("the certificate is not trusted"), why.detail());
        assertTrue(
            why.detail().contains("vigia.watcher.clusters." + name + ".ca-file"), why.detail());
      }
    }
  }

  @Test
  void shouldGoToTheNextHostAndNameTheOneThatIsAway() throws Exception {
    String closed;
    try (var socket = new ServerSocket(0)) {
      closed = "http://127.0.0.1:" + socket.getLocalPort();
    }
    try (var well = cluster("opensearch-2")) {
      connect(
          ClusterSettings.at(closed, well.url()).named("half"),
          ClusterSettings.at(closed).named("away"));
      for (int i = 0; i < 4; i++) {
        search(search("half"));
      }
      Unanswered why = refused(search("away"));
      assertEquals(Reason.UNREACHABLE, why.reason());
      assertTrue(why.detail().startsWith("no connection at " + closed), why.detail());
    }
  }

  @Test
  void shouldFindTheOneThatSpoilsARequestForAll() throws Exception {
    Reply rejected =
        new Reply(
            400,
            "{\"error\":{\"root_cause\":[{\"type\":\"parsing_exception\",\"reason\":\"unknown query"
                + " [foo]\"}]},\"status\":400}");
    try (var cluster =
        FixtureCluster.http(
            a ->
                a.path().startsWith("/_msearch") || a.path().contains("bad")
                    ? rejected
                    : ok(WHOLE))) {
      connect(ClusterSettings.at(cluster.url()).named("a"));
      var outcomes =
          client()
              .multi(List.of(search("a"), bad("a"), search("a")), () -> {})
              .await()
              .atMost(SOON);
      assertInstanceOf(Outcome.Answered.class, outcomes.get(0));
      assertEquals(
          "parsing_exception: unknown query [foo]",
          assertInstanceOf(Outcome.Failed.class, outcomes.get(1)).why().detail());
      assertInstanceOf(Outcome.Answered.class, outcomes.get(2));
    }
  }

  @Test
  void shouldNeitherFollowNorBelieveWhatIsNoCluster() throws Exception {
    try (var login = FixtureCluster.http(a -> ok("<html>log in</html>"));
        var away = FixtureCluster.http(a -> new Reply(302, login.url() + "/login"))) {
      connect(
          ClusterSettings.at(login.url()).named("login"),
          ClusterSettings.at(away.url()).basic("me", "secret").named("away"));
      assertEquals(Reason.UNREACHABLE, refused(search("login")).reason());
      int before = login.asked().size();
      assertEquals(Reason.UNREACHABLE, refused(search("away")).reason());
      assertEquals(before, login.asked().size());
      assertTrue(refused(search("none")).detail().contains("there is no cluster 'none'"));
    }
  }

  @Test
  void shouldAskAgainWhatAClusterIsAfterItWasAway(@TempDir Path folder) throws Exception {
    Path present = Files.writeString(folder.resolve("is"), "elasticsearch-7");
    try (var cluster =
        FixtureCluster.http(
            a -> {
              try {
                String is = Files.readString(present);
                return is.isEmpty()
                    ? new Reply(502, "")
                    : ok(DialectTest.fixture(is).path("answer").toString());
              } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            })) {
      connect(ClusterSettings.at(cluster.url()).named("a"));
      assertEquals("7.17.1", dialect().await().atMost(SOON).version());
      Files.writeString(present, "opensearch-2");
      assertEquals("7.17.1", dialect().await().atMost(SOON).version(), "remembered");
      Files.writeString(present, "");
      assertEquals(Reason.UNREACHABLE, refused(search("a")).reason());
      Files.writeString(present, "opensearch-2");
      assertEquals("2.9.0", dialect().await().atMost(SOON).version());
    }
  }

  private Uni<Dialect> dialect() {
    return wiring.named("a").dialect(SHORT);
  }

  private static Stream<String> headers(FixtureCluster cluster, String name) {
    return cluster.asked().stream().map(asked -> asked.headers().getFirst(name));
  }

  private MappingClient mapping() {
    return new MappingClient(wiring);
  }

  private static Search bad(String cluster) {
    return new Search(cluster, "bad", JsonNodeFactory.instance.objectNode(), SHORT, Lane.FAST);
  }
}
