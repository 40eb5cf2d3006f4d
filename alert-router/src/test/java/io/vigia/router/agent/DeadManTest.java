package io.vigia.router.agent;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.Heartbeat;
import io.vigia.kit.event.EventMapper;
import io.vigia.kit.event.EventPublisher;
import io.vigia.platform.PlatformTestResource;
import io.vigia.router.RouterTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The dead-man's switch with short deadlines against real Kafka and PostgreSQL. */
@QuarkusTest
@TestProfile(DeadManTest.ShortDeadlines.class)
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(RouterTestResource.class)
public class DeadManTest {

  public static class ShortDeadlines implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "vigia.router.dead-man.at-least", "2s", "vigia.router.dead-man.look-every", "300ms");
    }
  }

  private static final Duration SOON = Duration.ofSeconds(30);

  @Inject EventPublisher publisher;
  @Inject EventMapper events;
  @Inject Pool pool;

  private final AtomicLong sequence = new AtomicLong();

  @Test
  void shouldTellThatAnAgentIsSilentAndThatItReportsAgain() {
    String agent = "agent-" + UUID.randomUUID();
    beat(agent, Instant.now());
    await().atMost(SOON).until(() -> told(agent).contains("firing"));
    assertNotNull(agent(agent, "silentSince"));
    assertEquals(agent(agent, "heardAt"), agent(agent, "silentSince"));
    assertEquals("critical", alert(agent).getString("severity"));
    given()
        .header("X-API-Key", "test-key")
        .get("/")
        .then()
        .statusCode(200)
        .body(containsString(agent + " <span class=\"bad\">silent</span>"));

    await()
        .atMost(SOON)
        .until(
            () -> {
              beat(agent, Instant.now());
              return told(agent).contains("resolved");
            });
    assertEquals(List.of("firing", "resolved"), told(agent));
    beat(agent, Instant.now());
    await().atMost(SOON).until(() -> metric("vigia_agents{state=\"alive\"") >= 1);
  }

  @Test
  void shouldStandStillWhileHeartbeatsWaitInKafka() {
    String held = "held-" + UUID.randomUUID();
    String other = "other-" + UUID.randomUUID();
    beat(held, Instant.now());
    await().atMost(SOON).until(() -> agent(held, "heardAt") != null);
    await().atMost(SOON).until(() -> metric("vigia_heartbeats_caught_up") == 1);
    SqlConnection lock = lock(held);
    try {
      beat(other, Instant.now());
      await().atMost(SOON).until(() -> agent(other, "heardAt") != null);
      beat(held, Instant.now()); // its row is locked: the record stays unprocessed
      await().atMost(SOON).until(() -> metric("vigia_heartbeats_caught_up") == 0);
      long reading = reading();
      await()
          .during(Duration.ofSeconds(4))
          .atMost(SOON)
          .until(() -> reading() == reading && agent(other, "silentSince") == null);
    } finally {
      lock.query("rollback").execute().chain(lock::close).await().atMost(SOON);
    }
    await().atMost(SOON).until(() -> agent(other, "silentSince") != null);
    assertEquals(1, metric("vigia_heartbeats_caught_up"));
  }

  @Test
  void shouldGoOnWithAnAgentWhoseClockWasAheadOrIsSetBack() {
    String agent = "ahead-" + UUID.randomUUID();
    beat(agent, Instant.now().plusSeconds(86400));
    await().atMost(SOON).until(() -> agent(agent, "heardAt") != null);
    Object first = agent(agent, "sequence");
    beat(agent, Instant.now().plusSeconds(1));
    await().atMost(SOON).until(() -> !first.equals(agent(agent, "sequence")));
    Object second = agent(agent, "sequence");
    beat(agent, Instant.now().minusSeconds(3600));
    await().atMost(SOON).until(() -> !second.equals(agent(agent, "sequence")));
  }

  @Test
  void shouldForgetAnAgentThatStaysSilentAndResolveItsAlert() {
    String agent = "gone-" + UUID.randomUUID();
    beat(agent, Instant.now());
    await().atMost(SOON).until(() -> told(agent).contains("firing"));
    pool.preparedQuery(
            """
            update agent set heard_at = heard_at - interval '31 days',
                   silent_since = silent_since - interval '31 days' where name = $1""")
        .execute(Tuple.of(agent))
        .await()
        .atMost(SOON);
    await().atMost(SOON).until(() -> told(agent).equals(List.of("firing", "resolved")));
    assertNull(agent(agent, "heardAt"));
  }

  private void beat(String agent, Instant cycleStart) {
    var heartbeat =
        new Heartbeat(
            "default",
            agent,
            sequence.incrementAndGet(),
            cycleStart,
            Duration.ofMillis(3),
            Duration.ofMillis(500),
            List.of(),
            new Heartbeat.Host(1, 2, 3, 4));
    publisher.publish(List.of(events.outgoing(heartbeat, Instant.now()))).await().atMost(SOON);
  }

  private SqlConnection lock(String agent) {
    SqlConnection connection = pool.getConnection().await().atMost(SOON);
    for (String statement :
        List.of(
            "begin",
            "set local idle_in_transaction_session_timeout = 0",
            "select * from agent where name = '" + agent + "' for update")) {
      connection.query(statement).execute().await().atMost(SOON);
    }
    return connection;
  }

  private long reading() {
    return pool.query("select reading_ms from watch_clock where way = 'kafka'")
        .execute()
        .await()
        .atMost(SOON)
        .iterator()
        .next()
        .getLong(0);
  }

  /** What the receiver heard of the agent, whose alert shares its group with other agents'. */
  private static List<String> told(String agent) {
    var told = new ArrayList<String>();
    RouterTestResource.receiver().messages().stream()
        .flatMap(m -> new JsonObject(m.body()).getJsonArray("alerts").stream())
        .map(JsonObject.class::cast)
        .filter(a -> agent.equals(a.getJsonObject("labels").getString("agent")))
        .map(a -> a.getString("status"))
        .filter(status -> told.isEmpty() || !told.get(told.size() - 1).equals(status))
        .forEach(told::add);
    return told;
  }

  private static JsonObject alert(String agent) {
    Map<String, Object> labels =
        given()
            .header("X-API-Key", "test-key")
            .get("/api/v2/alerts")
            .path("find { it.labels.agent == '" + agent + "' }.labels");
    return new JsonObject(labels);
  }

  private static Object agent(String agent, String field) {
    return given()
        .header("X-API-Key", "test-key")
        .get("/api/v1/agents")
        .path("find { it.agent == '" + agent + "' }." + field);
  }

  private static double metric(String name) {
    return given()
        .header("X-API-Key", "test-key")
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
