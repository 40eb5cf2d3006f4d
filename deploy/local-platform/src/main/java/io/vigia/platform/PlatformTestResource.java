package io.vigia.platform;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Gives a {@code @QuarkusTest} the real engines, with a database and names of its own.
 *
 * <p>The init argument {@code module} names the module; without it, the folder that the tests run
 * in. Needs the system property {@code vigia.root}, the checkout's folder.
 */
public final class PlatformTestResource implements QuarkusTestResourceLifecycleManager {

  private @Nullable String module;

  @Override
  public void init(Map<String, String> initArgs) {
    module = initArgs.get("module");
  }

  @Override
  public Map<String, String> start() {
    Endpoints endpoints = LocalPlatform.forBuild(root());
    String owner =
        module == null ? Path.of(System.getProperty("user.dir")).toFile().getName() : module;
    String database = owner.replaceAll("[^a-z0-9]", "_");
    LocalPlatform.createDatabase(endpoints, database, true);
    String address = endpoints.postgresHost() + ":" + endpoints.postgresPort() + "/" + database;
    // topics and indices outlive a test run: another prefix for each run keeps the runs apart
    String run = "%s-%06x".formatted(owner, ThreadLocalRandom.current().nextInt(1 << 24));
    return Map.of(
        "kafka.bootstrap.servers", endpoints.kafka(),
        "quarkus.datasource.username", endpoints.postgresUser(),
        "quarkus.datasource.password", endpoints.postgresPassword(),
        "quarkus.datasource.reactive.url", "postgresql://" + address,
        "quarkus.datasource.jdbc.url", "jdbc:postgresql://" + address,
        "quarkus.elasticsearch.hosts", URI.create(endpoints.openSearch()).getAuthority(),
        "vigia.opensearch.url", endpoints.openSearch(),
        "vigia.topic-prefix", run + ".",
        "vigia.index-prefix", run + "-");
  }

  /** The platform is the whole build's. */
  @Override
  public void stop() {}

  private static Path root() {
    String named = System.getProperty("vigia.root");
    if (named != null) {
      return Path.of(named);
    }
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("deploy/local-platform"))) {
        return folder;
      }
    }
    throw new PlatformFailure(
        "run the tests inside the checkout, or set -Dvigia.root to its folder");
  }
}
