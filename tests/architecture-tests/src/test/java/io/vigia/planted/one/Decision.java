package io.vigia.planted.one;

import io.smallrye.mutiny.Uni;
import io.vigia.planted.two.Other;
import jakarta.inject.Inject;
import java.time.Instant;

/** Violations on purpose: a framework, the clock, an injected field, a cycle, another service. */
public class Decision {

  @Inject Other other;

  Uni<Instant> decide() {
    return Uni.createFrom().item(Instant.now());
  }
}
