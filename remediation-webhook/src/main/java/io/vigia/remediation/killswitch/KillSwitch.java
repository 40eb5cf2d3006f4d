package io.vigia.remediation.killswitch;

import java.time.Instant;

/** Whether all repairs of a tenant are stopped, by whom, since when and why. */
public record KillSwitch(boolean on, String reason, String changedBy, Instant changedAt) {

  public String explanation() {
    return "the kill switch is on since " + changedAt + " by " + changedBy + ": " + reason;
  }
}
