package io.vigia.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.Map;

/**
 * One point of one series.
 *
 * @param service what was measured, for example {@code anomaly-service} or {@code host:web-1}
 * @param metric name with its unit as suffix, as Prometheus advises ({@code probe_latency_ms})
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Measurement(
    String tenant,
    String service,
    String metric,
    Instant time,
    double value,
    Map<String, String> attributes)
    implements Event {

  /** Characters in all attributes together. */
  public static final int MAX_ATTRIBUTES = 16 * 1024;

  public Measurement {
    Required.name("tenant", tenant);
    Required.name("service", service);
    Required.name("metric", metric);
    time = Required.instant("time", time);
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value: must be a finite number");
    }
    attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
    int size =
        attributes.entrySet().stream()
            .mapToInt(a -> a.getKey().length() + a.getValue().length())
            .sum();
    if (size > MAX_ATTRIBUTES) {
      throw new IllegalArgumentException(
          "attributes: at most " + MAX_ATTRIBUTES + " characters in all");
    }
  }

  @Override
  @JsonIgnore
  public Topic topic() {
    return Topic.TELEMETRY;
  }

  @Override
  @JsonIgnore
  public String key() {
    return tenant + "/" + service + "/" + metric;
  }
}
