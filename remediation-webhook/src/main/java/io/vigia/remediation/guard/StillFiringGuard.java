package io.vigia.remediation.guard;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** What has ended by itself needs no repair. */
@ApplicationScoped
class StillFiringGuard implements Guard {

  @Override
  public String type() {
    return "still-firing";
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
    return circumstances
        .resolvedAt()
        .map(at -> new Denial(type(), "the alert was resolved at " + at + ", before the repair"));
  }
}
