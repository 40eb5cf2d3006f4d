package io.vigia.benchmarks.alerts;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Alerts as Prometheus posts them: six labels, two annotations, a link, and an end that moves with
 * each sending.
 *
 * @param run a label that tells runs apart
 * @param first the number of the first; each number is a group of its own
 */
record Batch(String run, int first, int count, Instant startsAt) {

  /** Four times Prometheus' shortest time between two sendings. */
  static final Duration VOUCHED_FOR = Duration.ofMinutes(4);

  static final int ALERTS = 100;

  byte[] at(Instant now) {
    return until(now.plus(VOUCHED_FOR));
  }

  byte[] until(Instant end) {
    String times =
        "\"startsAt\":\"%s\",\"endsAt\":\"%s\"".formatted(startsAt, end.truncatedTo(ChronoUnit.MILLIS));
    return IntStream.range(first, first + count)
        .mapToObj(number -> alert(number, times))
        .collect(Collectors.joining(",", "[", "]"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private String alert(int number, String times) {
    return "{\"labels\":{\"alertname\":\"HighErrorRate\",\"service\":\"service-" + number
        + "\",\"run\":\"" + run
        + "\",\"instance\":\"10.0." + number / 250 + "." + number % 250 + ":9100"
        + "\",\"receiver\":\"r" + number % 20
        + "\",\"severity\":\"critical\"},\"annotations\":{\"summary\":\"Service service-" + number
        + " answers more than 5 % of requests with an error\",\"description\":\"It has done so for"
        + " five minutes; see the dashboard and the runbook of the team that owns it.\"},"
        + times + ",\"generatorURL\":\"http://prometheus.example:9090/graph?g0.expr=rate"
        + "%28errors%5B5m%5D%29+%3E+0.05&g0.tab=1\"}";
  }
}
