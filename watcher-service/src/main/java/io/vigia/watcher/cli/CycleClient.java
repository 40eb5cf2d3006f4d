package io.vigia.watcher.cli;

import io.smallrye.mutiny.Uni;

/** One cycle of the engine. */
interface CycleClient {

  /**
   * Runs what is due and waits for the verdicts.
   *
   * @param force whether all watchers are due, and what fires is told again now
   */
  Uni<Summary> once(boolean force);
}
