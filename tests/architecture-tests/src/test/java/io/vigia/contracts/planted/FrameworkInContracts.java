package io.vigia.contracts.planted;

import io.smallrye.mutiny.Uni;

/** A violation on purpose: a contract that needs a framework. */
interface FrameworkInContracts {
  Uni<String> event();
}
