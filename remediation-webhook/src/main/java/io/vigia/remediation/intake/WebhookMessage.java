package io.vigia.remediation.intake;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Labels;
import io.vigia.kit.problem.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Alertmanager's webhook payload, version "4". Its releases add fields, so unknown ones are
 * ignored, unlike in our own interfaces.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record WebhookMessage(
    @Nullable String version, @Nullable String receiver, @Nullable List<@Nullable Entry> alerts) {

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Entry(
      @Nullable String status,
      @Nullable Map<String, String> labels,
      @Nullable Map<String, String> annotations,
      @Nullable Instant startsAt,
      @Nullable Instant endsAt,
      @Nullable String generatorURL) {}

  private static final Instant GO_ZERO = Instant.parse("0001-01-01T00:00:00Z");

  /**
   * @throws Refusal naming the field at fault
   */
  List<Alert> toAlerts(String tenant, Instant now) {
    if (!"4".equals(version)) {
      throw Refusal.invalid(
          "version", "'" + version + "' is not supported; Alertmanager 0.7 and later send \"4\"");
    }
    if (alerts == null || alerts.isEmpty()) {
      throw Refusal.invalid("alerts", "at least one alert is required");
    }
    var found = new ArrayList<Alert>();
    for (Entry entry : alerts) {
      String path = "alerts[" + found.size() + "]";
      if (entry == null) {
        throw Refusal.invalid(path, "an alert is expected, not null");
      }
      found.add(alert(path, entry, tenant, now));
    }
    return found;
  }

  private static Alert alert(String path, Entry entry, String tenant, Instant now) {
    if (entry.labels() == null || entry.labels().isEmpty()) {
      throw Refusal.invalid(path + ".labels", "an alert needs at least one label");
    }
    if (entry.startsAt() == null) {
      throw Refusal.invalid(path + ".startsAt", "is required");
    }
    Status status =
        switch (String.valueOf(entry.status())) {
          case "firing" -> Status.FIRING;
          case "resolved" -> Status.RESOLVED;
          default -> throw Refusal.invalid(path + ".status", "firing or resolved is required");
        };
    try {
      return new Alert(
          tenant,
          status,
          Labels.of(entry.labels()),
          entry.annotations() == null ? Map.of() : entry.annotations(),
          entry.startsAt(),
          GO_ZERO.equals(entry.endsAt()) ? null : entry.endsAt(),
          now,
          null,
          "alertmanager",
          entry.generatorURL(),
          null);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw Refusal.invalid(path + ".labels", String.valueOf(e.getMessage()));
    }
  }
}
