package io.vigia.router;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Labels;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Alerts for tests, at seconds after noon. */
public final class Alerts {

  public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private Alerts() {}

  public static Instant at(long seconds) {
    return NOON.plusSeconds(seconds);
  }

  public static Alert firing(String service, long startsAt, long observedAt) {
    return alert(service, Status.FIRING, startsAt, null, observedAt);
  }

  public static Alert resolved(String service, long startsAt, long endsAt) {
    return alert(service, Status.RESOLVED, startsAt, at(endsAt), endsAt);
  }

  public static Alert alert(
      String service, Status status, long startsAt, @Nullable Instant endsAt, long observedAt) {
    return new Alert(
        "default",
        status,
        Labels.of(Map.of("alertname", "Down", "service", service)),
        Map.of(),
        at(startsAt),
        endsAt,
        at(observedAt),
        null,
        "test",
        null,
        null);
  }
}
