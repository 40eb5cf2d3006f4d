package io.vigia.e2e.chaos;

import io.vigia.contracts.Topic;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** watcher-service is killed between a due time and the broker: each change is told once. */
class WatcherCrashIT {

  private static final String WATCHER = "io.vigia.watcher.";
  private static final String KIT = "io.vigia.kit.";

  private static Platform platform;
  private static Replica watcher;
  private static int changes;

  @BeforeAll
  static void start() {
    platform = new Platform("watcher-crash");
    answer(0);
    watcher = Replica.start("watcher-service", "watcher-crash", platform.settings()).awaitReady();
    hurry(platform);
  }

  @AfterAll
  static void stop() {
    watcher.close();
  }

  /** The built-in watcher, but every second and without waiting for late documents. */
  static void hurry(Platform platform) {
    platform.sql(
        """
        update watcher.watcher set version = version + 1, definition =
          (definition::jsonb || '{"every":"PT1S","delay":"PT0S","window":"PT1H"}')::text""");
    platform.sql("update watcher.watcher_state set next_run_at = now()");
  }

  static Stream<Point> points() {
    return Stream.of(
        Point.of("claimed, not searched", WATCHER + "cluster.SearchClient", "search"),
        Point.of("searched, not stored", WATCHER + "run.FinishStore", "finish"),
        Point.of("alert in the outbox, not relayed", KIT + "event.EventPublisher", "publish"),
        Point.of("alert relayed, not removed", KIT + "store.OutboxStore", "remove"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("points")
  void shouldTellEveryChangeOnce(Point point) {
    boolean fires = changes++ % 2 == 0;
    String status = fires ? "firing" : "resolved";
    int before = alerts(status).size();
    Crash.at(
        "watcher-service",
        watcher,
        point,
        () -> answer(fires ? 1 : 0),
        () -> alerts(status).stream().skip(before).toList(),
        () -> platform.rows("watcher.outbox") == 0);
  }

  /** Makes the cluster hold so many errors of the last minutes. */
  private static void answer(int errors) {
    Http.delete(platform.index("vigia-logs-test"));
    Http.put(
        platform.index("vigia-logs-test"),
        """
        {"settings":{"number_of_replicas":0},"mappings":{"properties":{
         "@timestamp":{"type":"date"},"log.level":{"type":"keyword"}}}}""");
    for (int i = 0; i < errors; i++) {
      Http.post(
          platform.index("vigia-logs-test/_doc?refresh=true"),
          "{\"@timestamp\":\"%s\",\"log.level\":\"ERROR\"}".formatted(Instant.now()));
    }
  }

  private static List<String> alerts(String status) {
    return platform.topics().all(Topic.ALERTS).stream()
        .filter(seen -> seen.value().path("status").asText().equals(status))
        .map(Topics.Seen::id)
        .toList();
  }
}
