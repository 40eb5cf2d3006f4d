package io.vigia.watcher.watch;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.vigia.kit.problem.Refusal;
import io.vigia.kit.yaml.YamlNode;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** With nothing configured the suite watches itself: its own watcher is there from the start. */
@ApplicationScoped
class BuiltInWiring {

  private static final Logger LOG = Logger.getLogger(BuiltInWiring.class);
  private static final List<String> FILES = List.of("/watchers/errors-in-own-logs.yml");

  private final WatcherStore store;
  private final ObjectMapper json;
  private final String indexPrefix;

  BuiltInWiring(
      WatcherStore store,
      ObjectMapper json,
      @ConfigProperty(name = "vigia.index-prefix") Optional<String> indexPrefix) {
    this.store = store;
    this.json = json;
    this.indexPrefix = indexPrefix.orElse("");
  }

  void add(@Observes @Priority(50) StartupEvent event) throws Throwable {
    for (String file : FILES) {
      Definition d = YamlNode.parse(file, read(file)).bind(json, Definition.class);
      var own = d.onIndex(indexPrefix + d.index());
      VertxContextSupport.subscribeAndAwait(
          () ->
              store
                  .addIfAbsent("default", own)
                  .onFailure(Refusal.class)
                  .invoke(full -> LOG.warnf("%s is not there: %s", d.name(), full.getMessage()))
                  .onFailure(Refusal.class)
                  .recoverWithNull());
    }
  }

  private static String read(String file) throws IOException {
    try (InputStream in = BuiltInWiring.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IOException(file + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
