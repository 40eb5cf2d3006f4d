package io.vigia.launcher.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.platform.Endpoints;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ServicePropertiesTest {

  private static final Endpoints PLATFORM =
      new Endpoints(
          "127.0.0.1:9092",
          "127.0.0.1",
          5432,
          "postgres",
          "secret",
          "http://127.0.0.1:9200",
          "http://127.0.0.1:9199",
          1);

  @Test
  void shouldTellEachServiceWhatItsGoldenFileSays() throws IOException {
    for (Service service : Service.values()) {
      try (var golden =
          getClass().getResourceAsStream("/golden/" + service.title() + ".properties")) {
        assertEquals(
            new String(golden.readAllBytes(), StandardCharsets.UTF_8),
            settings("/vigia/home").textFor(service));
      }
    }
  }

  @Test
  void shouldTellTheAgentOfNoDatabase() {
    assertFalse(settings("/vigia/home").textFor(Service.HEARTBEAT_AGENT).contains("datasource"));
  }

  @Test
  void shouldKeepOddPathsAsTheyAre() throws IOException {
    Properties read = new Properties();
    read.load(new StringReader(settings("/a b/c\\d/${e}").textFor(Service.REMEDIATION_WEBHOOK)));

    // the backslash before the brace is for the reader of expressions
    assertEquals("/a b/c\\d/\\${e}", read.getProperty("vigia.remediation.home"));
    assertTrue(read.containsKey("vigia.remediation.services.\"alert-router\""));
  }

  private static ServiceProperties settings(String home) {
    return new ServiceProperties(
        new Installation(Path.of("/vigia/root"), Path.of(home)),
        Ports.choose(Map.of(), Optional.empty()),
        PLATFORM,
        "vk_suite");
  }
}
