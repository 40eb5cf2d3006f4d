package io.vigia.watcher.elastalert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rules as people write them, the watchers that they become, and what the report says. After a
 * change that is meant: {@code -Delastalert.golden=write}, and read the difference.
 */
class GoldenTest {

  static final List<String> RULES =
      List.of(
          "any-audit",
          "blacklist-countries",
          "cardinality-ips",
          "change-version",
          "flatline-heartbeat",
          "frequency-http-post",
          "frequency-logins",
          "metric-cpu",
          "metric-script",
          "new-term-agents",
          "percentage-errors",
          "spike-aggregation-latency",
          "spike-per-host",
          "spike-traffic",
          "whitelist-processes");

  static List<String> rules() {
    return RULES;
  }

  @ParameterizedTest
  @MethodSource("rules")
  void shouldBecomeTheWatcher(String name) throws IOException {
    var imported =
        Elastalert.read(
            Map.of(name + ".yaml", Elastalert.resource(name + ".yaml")),
            Map.of("es-audit.example.com", "audit"));
    var made = new StringBuilder(imported.yaml());
    made.append("--- # report\n");
    imported
        .report()
        .lines()
        .forEach(
            line ->
                made.append(
                    "%s:%s %s: %s%s\n"
                        .formatted(
                            line.field(),
                            line.line() == null ? "" : line.line(),
                            line.loss(),
                            line.what(),
                            line.todo().isEmpty() ? "" : " → " + line.todo().strip())));
    imported.report().refused().forEach(refused -> made.append(refused).append('\n'));
    if ("write".equals(System.getProperty("elastalert.golden"))) {
      Files.writeString(
          Path.of("src/test/resources/elastalert", name + ".expected.txt"), made.toString());
    }
    assertEquals(Elastalert.resource(name + ".expected.txt"), made.toString());
  }
}
