package io.vigia.agent.page;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Alertmanager's webhook payload, version "4", with the one alert of an event.
 *
 * @see <a
 *     href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config">Prometheus
 *     documentation, webhook_config</a>
 */
record PagePayload(
    String receiver,
    Status status,
    List<Entry> alerts,
    Map<String, String> groupLabels,
    Map<String, String> commonLabels,
    Map<String, String> commonAnnotations,
    String externalURL,
    String version,
    String groupKey,
    int truncatedAlerts) {

  /** A firing alert's end is Go's zero time, as receivers know it. */
  private static final Instant NO_END = Instant.parse("0001-01-01T00:00:00Z");

  record Entry(
      Status status,
      Map<String, String> labels,
      Map<String, String> annotations,
      Instant startsAt,
      Instant endsAt,
      String generatorURL,
      String fingerprint) {}

  static PagePayload of(Alert alert) {
    var labels = alert.labels().values();
    var annotations = new TreeMap<>(alert.annotations());
    annotations.put("vigia_path", "direct"); // it came past the router, which may say it again
    String origin = Optional.ofNullable(alert.generatorURL()).orElse("");
    boolean fires = alert.status() == Status.FIRING;
    var entry =
        new Entry(
            alert.status(),
            labels,
            annotations,
            alert.startsAt(),
            fires || alert.endsAt() == null ? NO_END : alert.endsAt(),
            origin,
            alert.labels().fingerprint());
    return new PagePayload(
        "heartbeat-agent",
        alert.status(),
        List.of(entry),
        labels,
        labels,
        annotations,
        origin,
        "4",
        "{}:" + text(labels),
        0);
  }

  /** As Alertmanager writes a label set: {@code {a="b", c="d"}}. */
  private static String text(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(
            l ->
                l.getKey()
                    + "=\""
                    + l.getValue().replace("\\", "\\\\").replace("\"", "\\\"")
                    + "\"")
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
