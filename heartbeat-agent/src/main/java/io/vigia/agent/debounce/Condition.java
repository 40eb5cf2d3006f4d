package io.vigia.agent.debounce;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.vigia.agent.probe.Finding;
import java.time.Instant;
import java.util.Optional;

/**
 * What is believed of a target: up, failing but not yet believed, or down. A number of failures in
 * a row bring it down, the first success brings it back. Pure: no clock, no I/O.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Condition.Up.class, name = "up"),
  @JsonSubTypes.Type(value = Condition.Failing.class, name = "failing"),
  @JsonSubTypes.Type(value = Condition.Down.class, name = "down")
})
public sealed interface Condition {

  /** It was well when last seen, or was never seen. */
  record Up() implements Condition {}

  /**
   * @param since the first of the failures
   */
  record Failing(Instant since, int failures) implements Condition {}

  /**
   * @param since the first failure: when the episode began
   */
  record Down(Instant since, String reason) implements Condition {}

  /** A change that people hear of. */
  sealed interface Change {
    record WentDown(Instant since, String reason, int failures) implements Change {}

    record Recovered(Instant since) implements Change {}
  }

  /** The state after a finding, and the change if there is one. */
  record Step(Condition next, Optional<Change> change) {}

  /**
   * @param threshold failures in a row that bring it down, at least 1
   */
  default Step on(Finding finding, Instant at, int threshold) {
    if (finding.healthy()) {
      return new Step(
          new Up(),
          this instanceof Down down
              ? Optional.of(new Change.Recovered(down.since()))
              : Optional.empty());
    }
    if (this instanceof Down) {
      return new Step(this, Optional.empty());
    }
    Instant since = this instanceof Failing failing ? failing.since() : at;
    int failures = this instanceof Failing failing ? failing.failures() + 1 : 1;
    if (failures < threshold) {
      return new Step(new Failing(since, failures), Optional.empty());
    }
    String reason = finding.reason() == null ? "Unhealthy" : finding.reason();
    return new Step(
        new Down(since, reason), Optional.of(new Change.WentDown(since, reason, failures)));
  }
}
