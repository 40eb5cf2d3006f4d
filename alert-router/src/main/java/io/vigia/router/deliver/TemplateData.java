package io.vigia.router.deliver;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.router.template.AlertList;
import io.vigia.router.template.Fields;
import io.vigia.router.template.GoTime;
import io.vigia.router.template.KeyValues;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What templates see of a notification, by Alertmanager's names.
 *
 * @see <a href="https://prometheus.io/docs/alerting/latest/notifications/#data">Prometheus
 *     documentation, notification template reference</a>
 */
final class TemplateData {

  private TemplateData() {}

  static Fields of(Notification notification) {
    var payload = WebhookPayload.of(notification);
    return new Fields(
        "the notification",
        Map.of(
            "Receiver", payload.receiver(),
            "Status", word(payload.status()),
            "Alerts", new AlertList(notification.alerts().stream().map(TemplateData::of).toList()),
            "GroupLabels", KeyValues.of(payload.groupLabels()),
            "CommonLabels", KeyValues.of(payload.commonLabels()),
            "CommonAnnotations", KeyValues.of(payload.commonAnnotations()),
            "ExternalURL", payload.externalURL()));
  }

  private static Fields of(Alert alert) {
    Instant end = alert.status() == Status.RESOLVED ? alert.endsAt() : null;
    return new Fields(
        "an alert",
        Map.of(
            "Status", word(alert.status()),
            "Labels", KeyValues.of(alert.labels().values()),
            "Annotations", KeyValues.of(alert.annotations()),
            "StartsAt", GoTime.of(alert.startsAt()),
            "EndsAt", end == null ? GoTime.zero() : GoTime.of(end),
            "GeneratorURL", Optional.ofNullable(alert.generatorURL()).orElse(""),
            "Fingerprint", alert.labels().fingerprint()));
  }

  static String word(Status status) {
    return status == Status.FIRING ? "firing" : "resolved";
  }
}
