package io.vigia.watcher.fresh;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.vigia.kit.problem.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * r4's tables as rows of JSON, as database tools export them.
 *
 * @param monitorConfig one row a service, 1,000 at most
 * @param whatsappConfig its row, or a list of it: its interval and failure count hold for monitors
 *     that it was switched on for
 * @param whatsappPhones counted in a note, not kept
 * @param index for rows without one; {@code {service_type}} in it stands for the service
 */
@JsonNaming(SnakeCaseStrategy.class)
public record R4Export(
    List<MonitorForm> monitorConfig,
    @Nullable JsonNode whatsappConfig,
    @Nullable JsonNode whatsappPhones,
    @Nullable String index) {

  static final R4Export NONE = new R4Export(List.of(), null, null, null);
  private static final int MAX_ROWS = 1000;

  public R4Export {
    if (monitorConfig == null) {
      throw new IllegalArgumentException("monitor_config: is required");
    }
    if (monitorConfig.size() > MAX_ROWS) {
      throw new IllegalArgumentException("monitor_config: at most " + MAX_ROWS + " rows");
    }
    monitorConfig = List.copyOf(monitorConfig);
  }

  /**
   * What became of a row.
   *
   * @param result created, updated or refused
   */
  public record Taken(
      @JsonProperty("service_type") @Nullable String serviceType,
      String result,
      List<String> notes) {

    static Taken of(MonitorForm row, boolean isNew, List<String> notes) {
      return new Taken(row.serviceType(), isNew ? "created" : "updated", notes);
    }

    static Taken refused(MonitorForm row, Refusal why) {
      String field = why.problem().field();
      String where = field == null ? "" : field + ": ";
      return new Taken(row.serviceType(), "refused", List.of(where + why.problem().detail()));
    }
  }

  /** The name of a monitor that must have one. */
  static String name(MonitorForm row) {
    if (row.serviceType() == null) {
      throw Refusal.invalid("service_type", "is required");
    }
    return row.serviceType();
  }

  /** The row with what r4 kept elsewhere. */
  MonitorForm completed(MonitorForm row) {
    boolean whatsapp = Boolean.TRUE.equals(row.whatsappAlertsEnabled());
    JsonNode global = global();
    return new MonitorForm(
        row.serviceType(),
        row.checkIntervalMinutes(),
        row.dataThresholdMinutes(),
        row.restartEnabled(),
        row.alertEnabled(),
        row.alertWebhookUrl(),
        row.requestTimeoutSeconds(),
        row.retryAttempts(),
        row.retryDelaySeconds(),
        whatsapp && row.minFailureCount() == 1
            ? Math.max(1, global.path("min_failure_count").asInt(1))
            : row.minFailureCount(),
        whatsapp && row.alertIntervalMinutes() == null && global.has("alert_interval_minutes")
            ? BigDecimal.valueOf(global.path("alert_interval_minutes").asInt(30))
            : row.alertIntervalMinutes(),
        row.cluster(),
        row.index() == null && index != null && row.elasticDocName() == null
            ? index.replace("{service_type}", String.valueOf(row.serviceType()))
            : row.index(),
        row.timestamp(),
        row.elasticDocName(),
        row.documentField(),
        row.query(),
        row.namespace(),
        row.runbook(),
        row.target(),
        row.severity(),
        row.enabled(),
        row.whatsappAlertsEnabled());
  }

  /** What has no effect here, and where it belongs. */
  List<String> notes(MonitorForm row) {
    var notes = new ArrayList<String>();
    if (Boolean.TRUE.equals(row.whatsappAlertsEnabled())) {
      notes.add(
          "whatsapp_alerts_enabled: has no effect; the alert goes to the alert router, where a"
              + " route for the label service_type names who hears of it");
    }
    if (whatsappPhones != null && !whatsappPhones.isEmpty()) {
      notes.add("whatsapp_phones: " + whatsappPhones.size() + " numbers are not taken over");
    }
    return notes;
  }

  private JsonNode global() {
    JsonNode config = whatsappConfig == null ? MissingNode.getInstance() : whatsappConfig;
    return config.isArray() ? config.path(0) : config;
  }
}
