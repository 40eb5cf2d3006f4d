package io.vigia.watcher.fresh;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.vigia.kit.problem.Refusal;
import io.vigia.watcher.watch.Secrets;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A freshness monitor as it travels over HTTP: r4's {@code monitor_config} under its own names, and
 * what is watched. What only the engine knows (last check, failure count) is skipped when read, so
 * that an answer can be sent back. An absent switch or number has r4's default; absent fields about
 * what is watched leave a monitor that is there as it is.
 *
 * @param serviceType unique within the tenant: the watcher's name
 * @param checkIntervalMinutes between two checks; 5
 * @param dataThresholdMinutes how old the newest document may be; 5
 * @param restartEnabled whether a restart is asked for when data is stale; true
 * @param alertEnabled whether the webhook is called; false
 * @param alertWebhookUrl the webhook, which is kept while it is switched off
 * @param requestTimeoutSeconds for the search; 30
 * @param retryAttempts how often an unanswered search is repeated; 3
 * @param retryDelaySeconds before each repetition; 5
 * @param minFailureCount checks in a row that must find stale data before anything is said; 1
 * @param alertIntervalMinutes between repetitions while data stays stale; none are sent when absent
 * @param cluster by its name in the configuration
 * @param index index pattern; {@code elastic_doc_name} when absent
 * @param timestamp the field of event time
 * @param elasticDocName the document's name
 * @param documentField the field of the index that holds the document's name
 * @param query beside it: a query string or a query clause
 * @param namespace of the service, for texts and the target
 * @param runbook that restarts; restart-service
 * @param target of the runbook; the service, behind {@code namespace/} if there is one
 * @param severity of the alert
 * @param enabled whether it is checked; true
 * @param whatsappAlertsEnabled taken with a note: it has no effect
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties({
  "id",
  "last_check",
  "last_success",
  "last_failure",
  "failure_count",
  "last_whatsapp_alert",
  "created_at",
  "updated_at",
  "origin",
  "notes"
})
public record MonitorForm(
    @Nullable String serviceType,
    BigDecimal checkIntervalMinutes,
    BigDecimal dataThresholdMinutes,
    Boolean restartEnabled,
    Boolean alertEnabled,
    @Nullable String alertWebhookUrl,
    BigDecimal requestTimeoutSeconds,
    Integer retryAttempts,
    BigDecimal retryDelaySeconds,
    Integer minFailureCount,
    @Nullable BigDecimal alertIntervalMinutes,
    @Nullable String cluster,
    @Nullable String index,
    @Nullable String timestamp,
    @Nullable String elasticDocName,
    @Nullable String documentField,
    @Nullable JsonNode query,
    @Nullable String namespace,
    @Nullable String runbook,
    @Nullable String target,
    @Nullable String severity,
    Boolean enabled,
    @Nullable Boolean whatsappAlertsEnabled) {

  private static final BigDecimal FIVE = BigDecimal.valueOf(5);
  private static final BigDecimal LONGEST = BigDecimal.valueOf(366L * 24 * 60);

  public MonitorForm {
    checkIntervalMinutes = amount("check_interval_minutes", checkIntervalMinutes, FIVE);
    dataThresholdMinutes = amount("data_threshold_minutes", dataThresholdMinutes, FIVE);
    restartEnabled = restartEnabled == null || restartEnabled;
    alertEnabled = alertEnabled != null && alertEnabled;
    alertWebhookUrl = blankIsNull(alertWebhookUrl);
    requestTimeoutSeconds =
        amount("request_timeout_seconds", requestTimeoutSeconds, BigDecimal.valueOf(30));
    retryAttempts = retryAttempts == null ? 3 : retryAttempts;
    retryDelaySeconds = amount("retry_delay_seconds", retryDelaySeconds, FIVE);
    minFailureCount = minFailureCount == null ? 1 : minFailureCount;
    if (alertIntervalMinutes != null) {
      alertIntervalMinutes = amount("alert_interval_minutes", alertIntervalMinutes, FIVE);
    }
    index = blankIsNull(index);
    elasticDocName = blankIsNull(elasticDocName);
    documentField = blankIsNull(documentField);
    namespace = blankIsNull(namespace);
    enabled = enabled == null || enabled;
    plain("service_type", serviceType);
    plain("elastic_doc_name", elasticDocName);
    plain("namespace", namespace);
  }

  /**
   * The same, with the whole address of its webhook.
   *
   * @throws Refusal when it is what viewers see of it
   */
  MonitorForm present() {
    try {
      Secrets.present("alert_webhook_url", alertWebhookUrl);
      return this;
    } catch (IllegalArgumentException e) {
      String detail = String.valueOf(e.getMessage());
      throw Refusal.invalid("alert_webhook_url", detail.substring(detail.indexOf(": ") + 2));
    }
  }

  /** The same without what is secret in the address of the webhook. */
  MonitorForm masked() {
    return new MonitorForm(
        serviceType,
        checkIntervalMinutes,
        dataThresholdMinutes,
        restartEnabled,
        alertEnabled,
        alertWebhookUrl == null ? null : Secrets.url(alertWebhookUrl),
        requestTimeoutSeconds,
        retryAttempts,
        retryDelaySeconds,
        minFailureCount,
        alertIntervalMinutes,
        cluster,
        index,
        timestamp,
        elasticDocName,
        documentField,
        query,
        namespace,
        runbook,
        target,
        severity,
        enabled,
        whatsappAlertsEnabled);
  }

  Duration every() {
    return minutes(checkIntervalMinutes);
  }

  Duration threshold() {
    return minutes(dataThresholdMinutes);
  }

  Duration timeout() {
    return seconds(requestTimeoutSeconds);
  }

  Duration retryDelay() {
    return seconds(retryDelaySeconds);
  }

  static Duration minutes(BigDecimal count) {
    return seconds(count.multiply(BigDecimal.valueOf(60)));
  }

  private static Duration seconds(BigDecimal count) {
    return Duration.ofMillis(count.movePointRight(3).longValue());
  }

  private static BigDecimal amount(String field, @Nullable BigDecimal value, BigDecimal absent) {
    BigDecimal there = value == null ? absent : value;
    if (there.signum() < 0 || there.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(field + ": between 0 and " + LONGEST);
    }
    return there;
  }

  /** What becomes a label or part of a target must not be read as a placeholder there. */
  private static void plain(String field, @Nullable String value) {
    if (value != null && (value.isBlank() || value.contains("{{") || value.length() > 256)) {
      throw new IllegalArgumentException(
          field + ": up to 256 characters are expected, and no {{ among them");
    }
  }

  private static @Nullable String blankIsNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
