package io.vigia.router.deliver;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Alertmanager's webhook payload, version "4", field by field.
 *
 * @param truncatedAlerts how many alerts of the group are not in it
 * @see <a
 *     href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config">Prometheus
 *     documentation, webhook_config</a>
 */
record WebhookPayload(
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

  static WebhookPayload of(Notification notification) {
    List<Alert> alerts = notification.alerts();
    return new WebhookPayload(
        notification.receiver(),
        notification.status(),
        alerts.stream().map(WebhookPayload::entry).toList(),
        notification.groupLabels().values(),
        common(alerts.stream().map(a -> (Map<String, String>) a.labels().values()).toList()),
        common(alerts.stream().map(Alert::annotations).toList()),
        notification.externalUrl().toString(),
        "4",
        notification.groupKey(),
        notification.omitted().sum());
  }

  private static Entry entry(Alert alert) {
    boolean firing = alert.status() == Status.FIRING;
    return new Entry(
        alert.status(),
        alert.labels().values(),
        new TreeMap<>(alert.annotations()),
        alert.startsAt(),
        firing || alert.endsAt() == null ? NO_END : alert.endsAt(),
        Optional.ofNullable(alert.generatorURL()).orElse(""),
        alert.labels().fingerprint());
  }

  /** The pairs that all of the maps share. */
  private static Map<String, String> common(List<Map<String, String>> maps) {
    var shared = new TreeMap<>(maps.get(0));
    maps.forEach(map -> shared.entrySet().retainAll(map.entrySet()));
    return shared;
  }
}
