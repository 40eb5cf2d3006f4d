package io.vigia.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How one execution ended, and why.
 *
 * @param decision a stable code: {@code allowed}, or the guard that denied it
 * @param reason the same for a person
 * @param verified whether an own probe saw the target well after the last step
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RemediationOutcome(
    String tenant,
    UUID execution,
    String runbook,
    String target,
    Episode episode,
    Status status,
    String decision,
    String reason,
    List<Step> steps,
    boolean verified,
    Times times)
    implements Event {

  /** The wire form is lower case. */
  public enum Status {
    @JsonProperty("succeeded")
    SUCCEEDED,
    @JsonProperty("failed")
    FAILED,
    @JsonProperty("denied")
    DENIED
  }

  /** One step that was carried out, with what it said. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Step(String name, boolean ok, String detail, Instant startedAt, Instant endedAt) {}

  /**
   * The instants between which detect, decide, act and verify lie; null where it did not come that
   * far.
   *
   * @param startedAt when the episode began
   * @param detectedAt when the source declared it
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Times(
      Instant startedAt,
      Instant detectedAt,
      Instant receivedAt,
      @Nullable Instant decidedAt,
      @Nullable Instant actedAt,
      @Nullable Instant verifiedAt) {}

  public RemediationOutcome {
    Required.text("tenant", tenant);
    Required.value("execution", execution);
    Required.text("runbook", runbook);
    Required.text("target", target);
    Required.value("episode", episode);
    Required.value("status", status);
    Required.text("decision", decision);
    Required.value("times", times);
    steps = steps == null ? List.of() : List.copyOf(steps);
  }

  @Override
  @JsonIgnore
  public Topic topic() {
    return Topic.REMEDIATION_OUTCOMES;
  }

  @Override
  @JsonIgnore
  public String key() {
    return tenant + "/" + target;
  }
}
