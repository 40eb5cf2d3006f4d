package io.vigia.e2e.chaos;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vigia.contracts.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** heartbeat-agent is killed between a look and the broker: each change is told under one id. */
class AgentCrashIT {

  private static Platform platform;
  private static Receiver target;
  private static Replica agent;
  private static int changes;

  @BeforeAll
  static void start() throws IOException {
    platform = new Platform("agent-crash");
    target = new Receiver();
    Path folder = Files.createTempDirectory("agent");
    folder.toFile().deleteOnExit();
    var settings = new LinkedHashMap<>(platform.settings());
    settings.put("vigia.agent.name", "crasher");
    settings.put("vigia.agent.interval", "1s");
    settings.put("vigia.agent.threshold", "1");
    settings.put("vigia.agent.store", folder.resolve("agent.db").toString());
    settings.put("vigia.agent.targets.thing.url", target.url("/"));
    agent = Replica.start("heartbeat-agent", "agent-crash", settings).awaitReady();
  }

  @AfterAll
  static void stop() {
    agent.close();
    target.close();
  }

  static Stream<Point> points() {
    return Stream.of(
        Point.of("looked, not stored", "io.vigia.agent.cycle.CycleStore", "save"),
        Point.of("stored, not relayed", "io.vigia.kit.event.EventPublisher", "publish"),
        Point.of("relayed, not removed", "io.vigia.agent.spool.SpoolStore", "remove"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("points")
  void shouldTellEveryChangeOnce(Point point) {
    String status = changes++ % 2 == 0 ? "firing" : "resolved";
    int before = alerts(status).size();
    Crash.at(
        "heartbeat-agent",
        agent,
        point,
        () -> target.answer(status.equals("firing") ? 500 : 200),
        () -> alerts(status).stream().skip(before).toList(),
        () -> true);
    shouldHaveToldEveryCycleOnce();
  }

  private static void shouldHaveToldEveryCycleOnce() {
    long last = sequences().lastKey();
    await().atMost(Duration.ofSeconds(30)).until(() -> sequences().lastKey() >= last + 3);
    var all = sequences();
    assertEquals(all.lastKey() - all.firstKey() + 1, all.size(), "no gap: " + all.keySet());
    all.forEach(
        (sequence, ids) ->
            assertEquals(1, ids.stream().distinct().count(), "cycle " + sequence + ": " + ids));
  }

  /** The ids of the heartbeats by their sequence. */
  private static TreeMap<Long, List<String>> sequences() {
    var ids = new TreeMap<Long, List<String>>();
    for (Topics.Seen seen : platform.topics().all(Topic.HEARTBEATS)) {
      ids.merge(
          seen.value().path("sequence").asLong(),
          List.of(seen.id()),
          (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
    }
    return ids;
  }

  private static List<String> alerts(String status) {
    return platform.topics().all(Topic.ALERTS).stream()
        .filter(seen -> seen.value().path("status").asText().equals(status))
        .map(Topics.Seen::id)
        .toList();
  }
}
