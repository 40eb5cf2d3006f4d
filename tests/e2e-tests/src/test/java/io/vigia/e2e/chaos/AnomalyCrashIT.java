package io.vigia.e2e.chaos;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vigia.contracts.Measurement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** anomaly-service is killed while it takes measurements in: each counts once. */
class AnomalyCrashIT {

  private static final int POINTS = 50;

  private static Platform platform;
  private static Replica anomaly;

  @BeforeAll
  static void start() {
    platform = new Platform("anomaly-crash");
    anomaly = Replica.start("anomaly-service", "anomaly-crash", platform.settings()).awaitReady();
  }

  @AfterAll
  static void stop() {
    anomaly.close();
  }

  static Stream<Point> points() {
    return Stream.of(
        Point.of("consumed, not stored", "io.vigia.anomaly.series.SeriesStore", "accept"),
        Point.of("stored, not committed", "io.vigia.anomaly.series.SeriesStore", "save"),
        Point.of(
            "stored, offset not committed",
            "io.smallrye.reactive.messaging.kafka.commit.KafkaLatestCommit",
            "handle"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("points")
  void shouldCountEveryMeasurementOnce(Point point) {
    String service = point.step().replaceAll("[^a-z]+", "-");
    Crash.at(
        "anomaly-service",
        anomaly,
        point,
        () -> platform.topics().publish(measurements(service, POINTS)),
        () -> count(service) == POINTS ? List.of(service) : List.of(),
        () -> true);
    platform.topics().publish(measurements(service + "-after", 1));
    await().atMost(Duration.ofSeconds(30)).until(() -> count(service + "-after") == 1);
    assertEquals(POINTS, count(service), "what was read again was not counted again");
  }

  static List<Measurement> measurements(String service, int count) {
    Instant start = Instant.now().minusSeconds(count);
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Measurement(
                    "default",
                    service,
                    "latency_ms",
                    start.plusSeconds(i),
                    i,
                    new TreeMap<>(Map.of("agent", "test"))))
        .toList();
  }

  private static long count(String service) {
    return platform.number(
        "select coalesce(sum(count), 0) from anomaly.series where service = '" + service + "'");
  }
}
