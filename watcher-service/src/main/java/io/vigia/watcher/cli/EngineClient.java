package io.vigia.watcher.cli;

import io.smallrye.mutiny.Uni;
import io.vigia.watcher.run.CycleSchedule;
import jakarta.enterprise.context.ApplicationScoped;

/** The engine's own cycle. */
@ApplicationScoped
class EngineClient implements CycleClient {

  private final CycleSchedule engine;

  EngineClient(CycleSchedule engine) {
    this.engine = engine;
  }

  @Override
  public Uni<Summary> once(boolean force) {
    return engine
        .once(force)
        .map(
            cycle ->
                new Summary(
                    cycle.outcomes().stream()
                        .map(
                            o ->
                                new Summary.Outcome(
                                    o.watcher(), o.key(), o.verdict(), o.explanation()))
                        .toList(),
                    cycle.others(),
                    force));
  }
}
