package io.vigia.agent.probe;

import io.smallrye.mutiny.Uni;
import io.vigia.agent.target.Target;
import java.time.Duration;
import java.util.Set;

/** A way to look at targets. A new one is a bean in a file of its own. */
public interface Probe {

  /** The URL schemes that choose it. */
  Set<String> schemes();

  /** Looks once. A target that is down is a finding; a failed Uni is one as well. */
  Uni<Finding> look(Target target, Duration timeout);
}
