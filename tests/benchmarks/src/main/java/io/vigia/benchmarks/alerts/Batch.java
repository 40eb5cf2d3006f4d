package io.vigia.benchmarks.alerts;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Alerts as Prometheus posts them: six labels, two annotations, a link, and an end that moves with
 * each sending.
 *
 * @param run a label that tells runs apart
 * @param startsAt of all
 */
record Batch(String run, List<Member> members, Instant startsAt) {

  /** Four times Prometheus' shortest time between two sendings. */
  static final Duration VOUCHED_FOR = Duration.ofMinutes(4);

  static final int ALERTS = 100;

  /**
   * An alert.
   *
   * @param number tells alerts apart
   * @param service whose group it is in
   */
  record Member(int number, int service) {

    /** A label's value that only this alert has. */
    String instance() {
      return "10.%d.%d.%d:9100".formatted(number / 62_500, number / 250 % 250, number % 250);
    }

    int receiver() {
      return service % Receivers.COUNT;
    }
  }

  /** Alerts of as many groups. */
  static Batch ofGroups(String run, int first, int count, Instant startsAt) {
    return new Batch(
        run,
        IntStream.range(first, first + count).mapToObj(n -> new Member(n, n)).toList(),
        startsAt);
  }

  byte[] at(Instant now) {
    return until(now.plus(VOUCHED_FOR));
  }

  byte[] until(Instant end) {
    String times =
        "\"startsAt\":\"%s\",\"endsAt\":\"%s\""
            .formatted(startsAt, end.truncatedTo(ChronoUnit.MILLIS));
    return members.stream()
        .map(member -> alert(member, times))
        .collect(Collectors.joining(",", "[", "]"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private String alert(Member member, String times) {
    String service = run + "-" + member.service();
    return "{\"labels\":{\"alertname\":\"HighErrorRate\",\"service\":\""
        + service
        + "\",\"run\":\""
        + run
        + "\",\"instance\":\""
        + member.instance()
        + "\",\"receiver\":\"r"
        + member.receiver()
        + "\",\"severity\":\"critical\"},\"annotations\":{\"summary\":\"Service "
        + service
        + " answers more than 5 % of requests with an error\",\"description\":\"It has done so for"
        + " five minutes; see the dashboard and the runbook of the team that owns it.\"},"
        + times
        + ",\"generatorURL\":\"http://prometheus.example:9090/graph?g0.expr=rate"
        + "%28errors%5B5m%5D%29+%3E+0.05&g0.tab=1\"}";
  }
}
