package io.vigia.watcher.template;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Keys of two tenants, and a folder for templates. */
public class TemplateTestResource implements QuarkusTestResourceLifecycleManager {

  @Override
  public Map<String, String> start() {
    try {
      Path folder = Files.createTempDirectory(Path.of("target"), "templates");
      return Map.of(
          "vigia.security.tenant-api-keys",
          "{\"default\":\"test-key\",\"other\":\"other-key\"}",
          "vigia.watcher.templates-dir",
          folder.toAbsolutePath().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {}
}
