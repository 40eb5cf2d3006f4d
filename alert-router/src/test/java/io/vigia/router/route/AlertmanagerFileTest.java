package io.vigia.router.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vigia.kit.yaml.YamlFault;
import io.vigia.platform.PlatformTestResource;
import io.vigia.router.AlertmanagerFileTestResource;
import io.vigia.router.route.RoutingMapper.Source;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A whole alertmanager.yml with its templates is read; a mistake in it is named with its line. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(value = AlertmanagerFileTestResource.class, restrictToAnnotatedClass = true)
class AlertmanagerFileTest {

  private static final Optional<Path> AMTOOL =
      Stream.of(System.getenv("PATH").split(File.pathSeparator))
          .map(folder -> Path.of(folder, "amtool"))
          .filter(Files::isExecutable)
          .findFirst();

  @Inject RoutingMapper mapper;
  @TempDir Path folder;

  private Routing read(String text) throws IOException {
    Files.createDirectories(folder.resolve("templates"));
    Files.writeString(
        folder.resolve("templates/shop.tmpl"),
        AlertmanagerFileTestResource.text("/receivers/shop.tmpl"));
    Path file = folder.resolve("alertmanager.yml");
    Files.writeString(file, text);
    return mapper.read(new Source(file.toString(), text), List.of());
  }

  private static String shop() {
    return AlertmanagerFileTestResource.text("/receivers/shop.yml");
  }

  @Test
  void shouldReadAllOfIt() throws IOException {
    Routing routing = read(shop());
    assertEquals(6, routing.receivers().size());
    assertEquals(
        List.of("pushover-0", "webex-0", "discord-0", "webhook-0", "webhook-1"),
        routing.integrationsOf("payment").stream().map(Integration::name).toList());
    assertTrue(routing.templates().has("shop.alert"));
    assertEquals(Optional.of(Duration.ofMinutes(7)), routing.resolveTimeout());
    assertFalse(routing.text().contains("-hidden"), routing.text());
    assertTrue(routing.text().contains("smtp_smarthost: smtp.shop.example:587"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "resolve_timeout: 7m    | resolve_timout: 7m    | unknown field 'resolve_timout'",
        "resolve_timeout: 7m    | resolve_timeout: soon | 'soon' is not a duration",
        "ca_file: pki/ca.pem    | ca_fil: pki/ca.pem    | tls_config.ca_fil: unknown field 'ca_fil'",
        "discord_configs:       | sns_configs:          | 'sns_configs': Vigía has no such receiver",
        "smtp_from: alertmanager@shop.example | smtp_hello_: x | unknown field 'smtp_hello_'",
        "title: '{{ template \"shop.title\" . }}' | title: '{{ template \"shop.none\" . }}' | title: there is no template 'shop.none'",
        "priority: '{{ if eq .CommonLabels.severity \"critical\" }}P1{{ else }}P3{{ end }}' | priority: '{{ if }}' | priority: template line 1: a value is missing",
        "slack_api_url: https://hooks.slack.example/services/T000/B000/slack-hidden | wechat_api_corp_id: x | api_url: is required, or api_url_file, or slack_api_url in 'global'",
        "max_alerts: 5          | url_file: /x          | url_file: url stands here as well",
        "routing_key: pagerduty-hidden | component: x   | routing_key: is required, or routing_key_file",
        "chat_id: -1001234      | message_thread_id: 3  | chat_id: is required",
        "parse_mode: MarkdownV2 | parse_mode: Text      | parse_mode: one of HTML",
        "retry: 2m              | retry: often          | retry: 'often' is not",
        "username: router       | usernam: router       | http_config.basic_auth.usernam: unknown field",
        "insecure_skip_verify: true | cert_file: a.pem  | cert_file: a certificate and its key go together",
        "token_url: https://login.shop.example/token | token_url: http://169.254.169.254/ | token_url: 169.254.169.254",
        "credentials: webex-hidden | credentials: x\\n            url: http://127.0.0.1 | url: unknown field",
        "- to: 'dba@shop.example' | - from: x@y.z       | to: is required",
        "smtp_smarthost: smtp.shop.example:587 | smtp_smarthost: smtp.shop.example | smarthost: host:port is required",
        "- templates/*.tmpl     | - templates/[         | cannot be looked for"
      })
  void shouldNameTheLineOfAMistake(String good, String bad, String complaint) {
    String text = shop();
    assertTrue(text.contains(good), good);
    var fault =
        assertThrows(YamlFault.class, () -> read(text.replace(good, bad.replace("\\n", "\n"))));
    String message = String.valueOf(fault.getMessage());
    assertTrue(message.contains(complaint), message);
    assertTrue(message.startsWith(folder.resolve("alertmanager.yml") + " line "), message);
    long line = text.substring(0, text.indexOf(good)).lines().count();
    boolean isAtEntry = complaint.contains("is required") || complaint.contains("smarthost");
    if (!isAtEntry) {
      assertTrue(Math.abs(fault.line() - line) <= 1, message + ", expected near " + line);
    }
  }

  @Test
  void shouldNameTheLineOfATemplateFile() throws IOException {
    Files.createDirectories(folder.resolve("templates"));
    Files.writeString(folder.resolve("templates/wrong.tmpl"), "{{ define \"a\" }}\n{{ nosuch }}");
    var fault = assertThrows(YamlFault.class, () -> read(shop()));
    String message = String.valueOf(fault.getMessage());
    assertTrue(message.contains("wrong.tmpl line 2: there is no function 'nosuch'"), message);
  }

  @Test
  void shouldPassAmtoolsCheckAsItIsAndAsItIsShown() throws Exception {
    assertTrue(
        AMTOOL.isPresent() || System.getenv("VIGIA_TOOLS_INSTALLED") == null,
        "amtool was installed for this test, but is not there");
    assumeTrue(AMTOOL.isPresent(), "amtool is not installed");
    Routing routing = read(shop());
    check(folder.resolve("alertmanager.yml"));
    Path shown = folder.resolve("shown.yml");
    Files.writeString(shown, routing.text());
    check(shown);
    String served =
        RestAssured.given()
            .header("X-API-Key", "test-key")
            .get("/api/v2/status")
            .jsonPath()
            .getString("config.original");
    assertTrue(served.contains("opsgenie_api_key: <secret>"), served);
  }

  private static void check(Path file) throws Exception {
    Process process =
        new ProcessBuilder(AMTOOL.orElseThrow().toString(), "check-config", file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes());
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), said);
  }
}
