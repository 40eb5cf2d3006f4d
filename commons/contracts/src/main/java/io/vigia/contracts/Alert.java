package io.vigia.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a source saw about one label set: it fires, or it is resolved.
 *
 * @param tenant whose alert it is; never a label
 * @param startsAt when this episode began (millisecond precision)
 * @param endsAt when it ended or, while firing, until when the source vouches for it; null while it
 *     fires without a deadline
 * @param observedAt when the source looked; of two events of one alert the later observation wins
 * @param value what was measured, if anything was
 * @param source the service that saw it
 * @param generatorURL where a person can look at the cause
 * @param remediation the repair that the source asks for, if any; a route decides whether to ask
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Alert(
    String tenant,
    Status status,
    Labels labels,
    Map<String, String> annotations,
    Instant startsAt,
    @Nullable Instant endsAt,
    Instant observedAt,
    @Nullable Double value,
    String source,
    @Nullable String generatorURL,
    @Nullable Remediation remediation)
    implements Event {

  /** Characters in all annotations together: what a topic and a chat message can carry. */
  public static final int MAX_ANNOTATIONS = 64 * 1024;

  /** A link to Prometheus carries the whole expression. */
  public static final int MAX_URL = 8 * 1024;

  /** The wire form is lower case, as in Alertmanager. */
  public enum Status {
    @JsonProperty("firing")
    FIRING,
    @JsonProperty("resolved")
    RESOLVED
  }

  /** A wanted repair: the name of a runbook and what it should act upon. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Remediation(String runbook, String target) {
    public Remediation {
      Required.name("remediation.runbook", runbook);
      Required.name("remediation.target", target);
    }
  }

  public Alert {
    Required.name("tenant", tenant);
    Required.value("status", status);
    Required.value("labels", labels);
    startsAt = Required.instant("startsAt", startsAt).truncatedTo(ChronoUnit.MILLIS);
    observedAt = Required.instant("observedAt", observedAt);
    Required.name("source", source);
    Required.atMost(MAX_URL, "generatorURL", generatorURL);
    if (endsAt != null) {
      endsAt = Required.instant("endsAt", endsAt);
    }
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("labels: an alert needs at least one label");
    }
    annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
    int size = annotations.entrySet().stream().mapToInt(Alert::size).sum();
    if (size > MAX_ANNOTATIONS) {
      throw new IllegalArgumentException(
          "annotations: at most " + MAX_ANNOTATIONS + " characters in all");
    }
    if (annotations.entrySet().stream().anyMatch(Alert::holdsNul)) {
      throw new IllegalArgumentException("annotations: hold a NUL character");
    }
  }

  private static boolean holdsNul(Map.Entry<String, String> annotation) {
    return annotation.getKey().indexOf('\0') >= 0 || annotation.getValue().indexOf('\0') >= 0;
  }

  private static int size(Map.Entry<String, String> annotation) {
    return annotation.getKey().length() + annotation.getValue().length();
  }

  /** The same alert as part of an episode that began then. */
  public Alert startingAt(Instant start) {
    return new Alert(
        tenant,
        status,
        labels,
        annotations,
        start,
        endsAt,
        observedAt,
        value,
        source,
        generatorURL,
        remediation);
  }

  /** The same alert, seen then. */
  public Alert observedAt(Instant time) {
    return new Alert(
        tenant,
        status,
        labels,
        annotations,
        startsAt,
        endsAt,
        time,
        value,
        source,
        generatorURL,
        remediation);
  }

  /** The same alert after its end. */
  public Alert resolved() {
    return new Alert(
        tenant,
        Status.RESOLVED,
        labels,
        annotations,
        startsAt,
        endsAt,
        observedAt,
        value,
        source,
        generatorURL,
        remediation);
  }

  @JsonIgnore
  public Episode episode() {
    return new Episode(labels.fingerprint(), startsAt);
  }

  @JsonIgnore
  public String name() {
    return labels.get("alertname");
  }

  /** The record key: all events of one alert stay in order. */
  @Override
  @JsonIgnore
  public Topic topic() {
    return Topic.ALERTS;
  }

  @Override
  @JsonIgnore
  public String key() {
    return tenant + "/" + labels.fingerprint();
  }
}
