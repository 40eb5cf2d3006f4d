package io.vigia.agent.probe;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a target found.
 *
 * @param reason why it is not well, in words for an alert ({@code HTTP 500}, {@code Timeout}); null
 *     when it is
 */
public record Finding(boolean healthy, Duration latency, @Nullable String reason) {

  public static Finding well(Duration latency) {
    return new Finding(true, latency, null);
  }

  public static Finding unwell(Duration latency, String reason) {
    return new Finding(false, latency, reason);
  }
}
