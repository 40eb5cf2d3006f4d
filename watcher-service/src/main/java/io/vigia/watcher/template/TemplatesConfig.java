package io.vigia.watcher.template;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where templates come from besides the API. */
@ConfigMapping(prefix = "vigia.watcher")
interface TemplatesConfig {

  /** A folder whose {@code *.yml}, {@code *.yaml} and {@code *.json} files are watched. */
  Optional<Path> templatesDir();
}
