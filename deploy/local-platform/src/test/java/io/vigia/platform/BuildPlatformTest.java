package io.vigia.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The platform that the tests of all modules share. */
class BuildPlatformTest {

  private static final Path ROOT = Path.of(System.getProperty("vigia.root"));

  @Test
  void shouldBeOneForTheWholeBuild() {
    assertEquals(LocalPlatform.forBuild(ROOT), LocalPlatform.forBuild(ROOT));
  }

  @Test
  void shouldGiveAQuarkusTestItsConfiguration() throws Exception {
    Map<String, String> config = start(Map.of("module", "alert-router"));

    assertTrue(config.get("quarkus.datasource.reactive.url").endsWith("/alert_router"));
    assertTrue(config.get("vigia.topic-prefix").matches("alert-router-[0-9a-f]{6}\\."));
    assertTrue(config.get("quarkus.elasticsearch.hosts").matches("127\\.0\\.0\\.1:\\d+"));
    try (Connection connection =
        DriverManager.getConnection(
            config.get("quarkus.datasource.jdbc.url"),
            config.get("quarkus.datasource.username"),
            config.get("quarkus.datasource.password"))) {
      assertEquals("alert_router", connection.getCatalog());
    }
  }

  @Test
  void shouldNameTheModuleAfterItsFolderAndKeepRunsApart() {
    Map<String, String> first = start(Map.of());
    Map<String, String> second = start(Map.of());

    assertTrue(first.get("vigia.index-prefix").matches("local-platform-[0-9a-f]{6}-"));
    assertNotEquals(first.get("vigia.index-prefix"), second.get("vigia.index-prefix"));
  }

  private static Map<String, String> start(Map<String, String> arguments) {
    PlatformTestResource resource = new PlatformTestResource();
    resource.init(arguments);
    return resource.start();
  }
}
