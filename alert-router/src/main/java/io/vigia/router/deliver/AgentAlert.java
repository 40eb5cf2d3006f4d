package io.vigia.router.deliver;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Episode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One alert as the reference agent tells it to n8n: a service is unhealthy for a reason, or healthy
 * again with a latency, at a time in the configured zone.
 *
 * @param status {@code unhealthy} or {@code healthy}
 * @param reason why it is unhealthy; null when it is healthy
 * @param latency in milliseconds after a recovery, if it was measured
 * @param timestamp of the event, with the zone's offset
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record AgentAlert(
    String service,
    String status,
    @Nullable String reason,
    @JsonProperty("latency_ms") @Nullable Long latency,
    String timestamp,
    String timezone,
    String alertname,
    String severity,
    String summary,
    Episode episode,
    Map<String, String> labels,
    Map<String, String> annotations,
    String url) {

  /** What heartbeat-agent writes into its summaries. */
  private static final Pattern REASON = Pattern.compile(".* is down: (.+)", Pattern.DOTALL);

  private static final Pattern LATENCY = Pattern.compile(".* is back, ([0-9]{1,9}) ms");

  static AgentAlert of(Alert alert, ZoneId zone) {
    boolean fires = alert.status() == Status.FIRING;
    Instant end = Optional.ofNullable(alert.endsAt()).orElse(alert.observedAt());
    return new AgentAlert(
        first(alert.labels().values(), "service", "service_type", "instance", "alertname"),
        fires ? "unhealthy" : "healthy",
        fires ? reason(alert) : null,
        fires ? null : latency(alert),
        written(fires ? alert.startsAt() : end, zone),
        zone.getId(),
        alert.name(),
        alert.labels().get("severity"),
        first(alert.annotations(), "summary", "description", "message"),
        alert.episode(),
        alert.labels().values(),
        alert.annotations(),
        Optional.ofNullable(alert.generatorURL()).orElse(""));
  }

  /** The annotation {@code reason}, or what other sources say in its place. */
  static String reason(Alert alert) {
    String said = first(alert.annotations(), "reason", "summary", "description", "message");
    var form = REASON.matcher(said);
    return form.matches() ? form.group(1) : said;
  }

  private static @Nullable Long latency(Alert alert) {
    String said = first(alert.annotations(), "latency_ms", "summary");
    var form = LATENCY.matcher(said);
    String digits = form.matches() ? form.group(1) : said;
    return digits.matches("[0-9]{1,9}") ? Long.valueOf(digits) : null;
  }

  private static String written(Instant time, ZoneId zone) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        time.truncatedTo(ChronoUnit.MILLIS).atZone(zone));
  }

  /** The first of these that is there. */
  static String first(Map<String, String> from, String... names) {
    return Stream.of(names)
        .map(name -> from.getOrDefault(name, ""))
        .filter(value -> !value.isBlank())
        .findFirst()
        .orElse("");
  }
}
