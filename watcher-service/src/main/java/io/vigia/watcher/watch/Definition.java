package io.vigia.watcher.watch;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A watcher as people write it.
 *
 * @param every between two runs
 * @param window how far back a run looks, in event time
 * @param forRuns runs in a row that a breach must hold; 1 when absent
 * @param delay how long documents may take to become searchable
 * @param parameters read by the template
 */
public record Definition(
    String name,
    String template,
    String index,
    String timestamp,
    Duration every,
    Duration window,
    Duration delay,
    @JsonProperty("for") Integer forRuns,
    String alertname,
    String severity,
    JsonNode parameters) {

  /** Characters of a name, index pattern or field. */
  public static final int MAX_TEXT = 256;

  public Definition {
    required("name", name);
    required("template", template);
    required("index", index);
    atMost("timestamp", timestamp);
    atMost("alertname", alertname);
    atMost("severity", severity);
    timestamp = timestamp == null ? "@timestamp" : timestamp;
    every = every == null ? Duration.ofMinutes(1) : every;
    window = window == null ? Duration.ofMinutes(5) : window;
    delay = delay == null ? Duration.ZERO : delay;
    forRuns = forRuns == null ? 1 : forRuns;
    if (forRuns < 1) {
      throw new IllegalArgumentException("for: at least 1 run");
    }
    alertname = alertname == null ? name : alertname;
    severity = severity == null ? "warning" : severity;
    if (every.toSeconds() < 1 || window.isZero()) {
      throw new IllegalArgumentException("every: at least 1s; window: more than nothing");
    }
  }

  private static void required(String field, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(field + ": is required");
    }
    atMost(field, value);
  }

  private static void atMost(String field, @Nullable String value) {
    if (value != null && value.length() > MAX_TEXT) {
      throw new IllegalArgumentException(field + ": at most " + MAX_TEXT + " characters");
    }
  }
}
