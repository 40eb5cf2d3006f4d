package io.vigia.watcher.watch;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Two tenants, a caller who may only look, a watched folder and a small limit. */
public class DefinitionsTestResource implements QuarkusTestResourceLifecycleManager {

  private @Nullable Path folder;

  /** After the resources of all tests, whose keys it replaces. */
  @Override
  public int order() {
    return 1;
  }

  @Override
  public Map<String, String> start() {
    try {
      folder = Files.createTempDirectory("vigia-definitions");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.of(
        "vigia.security.tenant-api-keys",
        "{\"default\":\"test-key\",\"other\":\"other-key\"}",
        "vigia.security.anonymous-role",
        "viewer",
        "vigia.watcher.definitions-dir",
        folder.toString(),
        "vigia.limits.watchers",
        "600");
  }

  @Override
  public void stop() {
    if (folder == null) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{yml,json}")) {
      for (Path file : files) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
