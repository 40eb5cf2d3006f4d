package io.vigia.remediation.guard;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** While the kill switch is on, nothing is repaired. */
@ApplicationScoped
class KillSwitchGuard implements Guard {

  @Override
  public String type() {
    return "kill-switch";
  }

  @Override
  public Class<?> settings() {
    return None.class;
  }

  @Override
  public boolean isAlwaysAsked() {
    return true;
  }

  @Override
  public Optional<Denial> check(
      String runbook, String target, Object settings, Circumstances circumstances, Instant now) {
    return circumstances.killSwitch().map(why -> new Denial(type(), why));
  }
}
