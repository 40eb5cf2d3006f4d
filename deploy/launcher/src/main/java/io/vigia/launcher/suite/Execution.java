package io.vigia.launcher.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One row of remediation-webhook's audit, as its public interface tells it.
 *
 * @param durations detect, decide, act, verify, as far as it came
 */
public record Execution(
    String id,
    String runbook,
    String target,
    String status,
    String reason,
    boolean verified,
    Map<String, Duration> durations) {

  private static final String[] PHASES = {"detect", "decide", "act", "verify"};

  public Execution {
    durations = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(durations));
  }

  static Execution of(JsonNode row) {
    Map<String, Duration> durations = new LinkedHashMap<>();
    for (String phase : PHASES) {
      try {
        String text = row.path("durations").path(phase).asText("");
        if (!text.isEmpty() && !text.equals("null")) {
          durations.put(phase, Duration.parse(text));
        }
      } catch (DateTimeParseException notADuration) {
        // a row that tells its times otherwise is shown without them
      }
    }
    return new Execution(
        row.path("id").asText(),
        row.path("runbook").asText(),
        row.path("target").asText(),
        row.path("status").asText(),
        row.path("reason").asText(),
        row.path("verified").asBoolean(),
        durations);
  }

  public boolean denied() {
    return status.equals("denied");
  }

  public boolean failed() {
    return status.equals("failed");
  }

  public boolean succeeded() {
    return status.equals("succeeded");
  }
}
