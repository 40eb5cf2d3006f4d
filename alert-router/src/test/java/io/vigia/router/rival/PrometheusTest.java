package io.vigia.router.rival;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vigia.platform.PlatformTestResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Debian's Prometheus, of whose {@code alerting:} only address and credentials are ours. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(value = RivalTestResource.class, restrictToAnnotatedClass = true)
class PrometheusTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void shouldTakePrometheusAlertsAndTheirEnds() throws IOException {
    Path program = Tool.find("prometheus");
    String run = "run-" + UUID.randomUUID();
    Path folder = Files.createTempDirectory(RivalTestResource.folder(), "prometheus");
    Path rules = folder.resolve("rules.yml");
    rule(rules, run, "vector(1)");
    Path config = folder.resolve("prometheus.yml");
    Files.writeString(
        config,
        """
        global: {evaluation_interval: 1s}
        rule_files: ['%s']
        alerting:
          alertmanagers:
            - authorization: {credentials: test-key}
              static_configs: [{targets: ['127.0.0.1:%d']}]
        """
            .formatted(rules, RestAssured.port));
    int port = Tool.freePort();
    Process prometheus =
        Tool.start(
            folder.resolve("log"),
            program,
            "--config.file=" + config,
            "--storage.tsdb.path=" + folder.resolve("data"),
            "--web.listen-address=127.0.0.1:" + port,
            "--web.enable-lifecycle",
            // what is sent before the address is known would be sent again after a minute
            "--rules.alert.resend-delay=1s");
    try {
      await().atMost(SOON).until(() -> told(run, "firing"));
      rule(rules, run, "vector(1) > 2");
      given().port(port).post("/-/reload").then().statusCode(200);
      await().atMost(SOON).until(() -> told(run, "resolved"));
    } finally {
      prometheus.destroyForcibly().onExit().join();
    }
  }

  private static void rule(Path file, String run, String expression) throws IOException {
    Files.writeString(
        file,
        """
        groups:
          - name: test
            rules:
              - alert: Prometheus
                expr: %s
                labels: {kind: root, run: %s}
                annotations: {summary: 'it is {{ $value }}'}
        """
            .formatted(expression, run));
  }

  private static boolean told(String run, String status) {
    return RivalTestResource.ours().about(run).stream()
        .anyMatch(each -> each.payload().getString("status").equals(status));
  }
}
