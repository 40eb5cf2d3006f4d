package io.vigia.remediation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Settings of remediation-webhook. */
@ConfigMapping(prefix = "vigia.remediation")
public interface RemediationConfig {

  /** A folder of {@code *.yml} runbooks; one with a built-in one's name replaces it. */
  Optional<Path> runbooksDir();

  /** The launcher script that restarts services of the suite. */
  Optional<Path> launcher();

  /** The launcher's VIGIA_HOME. */
  Optional<Path> home();

  /** Services of the suite by name, for restarting and verifying. */
  Map<String, URI> services();

  /** One line per finished execution. */
  @WithDefault("remediation_log.txt")
  Path logFile();

  /** How long a sender waits for its alerts to be stored; then it is told to come back (503). */
  @WithDefault("10s")
  Duration intakeTimeout();

  /** How many executions may run at the same time. */
  @WithDefault("8")
  int concurrency();

  /** How long finished executions are kept. */
  @WithDefault("365d")
  Duration retention();
}
