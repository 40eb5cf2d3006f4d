package io.vigia.remediation.guard;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** {@code cool-down: {per: 5m}}: not the same runbook on the same target again so soon. */
@ApplicationScoped
class CoolDownGuard implements Guard {

  /**
   * @param per the least time between two decisions
   */
  record Settings(Duration per) {
    public Settings {
      if (per == null || per.isNegative()) {
        throw new IllegalArgumentException("per: a duration such as 5m is required");
      }
    }
  }

  @Override
  public String type() {
    return "cool-down";
  }

  @Override
  public Class<?> settings() {
    return Settings.class;
  }

  @Override
  public Optional<Denial> check(
      String runbook, String target, Object settings, Circumstances circumstances, Instant now) {
    Duration per = ((Settings) settings).per();
    return circumstances.recent().stream()
        .filter(past -> past.runbook().equals(runbook) && past.target().equals(target))
        .map(past -> past.decidedAt().plus(per))
        .filter(now::isBefore)
        .findFirst()
        .map(
            until ->
                new Denial(
                    type(), runbook + " ran on " + target + " already; again from " + until));
  }
}
