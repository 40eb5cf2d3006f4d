package io.vigia.watcher.watch;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where definitions come from besides the API. */
@ConfigMapping(prefix = "vigia.watcher")
interface DefinitionsConfig {

  /** A folder whose {@code *.yml}, {@code *.yaml} and {@code *.json} files are watched. */
  Optional<Path> definitionsDir();
}
