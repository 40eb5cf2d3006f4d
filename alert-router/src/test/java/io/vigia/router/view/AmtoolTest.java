package io.vigia.router.view;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vigia.platform.PlatformTestResource;
import io.vigia.router.RouterTestResource;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Prometheus' own amtool, of the package prometheus-alertmanager, against the router. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(RouterTestResource.class)
class AmtoolTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Optional<Path> AMTOOL =
      Stream.of(System.getenv("PATH").split(File.pathSeparator))
          .map(folder -> Path.of(folder, "amtool"))
          .filter(Files::isExecutable)
          .findFirst();

  private String service;

  @BeforeEach
  void installed() {
    assertTrue(
        AMTOOL.isPresent() || System.getenv("VIGIA_TOOLS_INSTALLED") == null,
        "amtool was installed for this test, but is not there");
    assumeTrue(AMTOOL.isPresent(), "amtool is not installed");
    service = "svc-" + UUID.randomUUID();
  }

  @Test
  void shouldAddAndFindAlerts() {
    ok("alert", "add", "Amtool", "service=" + service, "--annotation=summary=by hand");
    assertTrue(ok("alert", "query", "service=" + service).contains("Amtool"));
    assertTrue(ok("alert", "query", "alertname=~Am.*", "service=" + service).contains("by hand"));
    assertFalse(found("alertname=Other"));
    assertTrue(found("alertname=~Am.*"));
  }

  @Test
  void shouldSilenceAndExpire() {
    ok("alert", "add", "Amtool", "service=" + service);
    String id =
        ok("silence", "add", "--author=ana", "--comment=night", "service=" + service).strip();
    assertTrue(ok("silence", "query", "service=" + service).contains("night"), id);
    assertFalse(found());
    assertTrue(found("--silenced"));
    String longer = ok("silence", "update", "--comment=longer", id).strip();
    assertTrue(longer.contains("longer"), longer);
    ok("silence", "expire", id);
    assertTrue(ok("silence", "query", "--expired", "service=" + service).contains(id));
    assertTrue(found());
  }

  @Test
  void shouldSilenceOneReceiverUntilTheAlertsEnd() {
    ok("alert", "add", "Amtool", "service=" + service);
    String id =
        ok(
                "silence",
                "add",
                "--author=ana",
                "--comment=mine",
                "service=" + service,
                "__receiver__=vigia",
                "__expire_on_resolve__=true")
            .strip();
    assertFalse(found(), "its only receiver is silenced");
    ok("silence", "update", "--comment=ours", id);
    String json = ok("-o", "json", "silence", "query", "service=" + service);
    assertTrue(json.contains("ours") && json.contains("__receiver__"), json);
    assertTrue(json.contains("__expire_on_resolve__"), json);
    assertEquals(
        1, run("silence", "add", "--comment=no", "service=a", "__receiver__=nobody").status());
    ok("alert", "add", "Amtool", "service=" + service, "--end=" + Instant.now());
    await().atMost(SOON).until(() -> !ok("silence", "query", "service=" + service).contains(id));
  }

  @Test
  void shouldImportSilences() throws Exception {
    ok("silence", "add", "--author=ana", "--comment=night", "service=" + service);
    String json = ok("-o", "json", "silence", "query", "service=" + service);
    Path file = Files.createTempFile(Path.of("target"), "silences", ".json");
    Files.writeString(file, json.replace(service, service + "-copy"));
    ok("silence", "import", file.toString());
    assertTrue(ok("silence", "query", "service=" + service + "-copy").contains("night"));
  }

  @Test
  void shouldShowAndTestTheConfiguration() throws Exception {
    String config = ok("config", "show");
    assertTrue(config.contains("receiver: vigia"), config);
    assertFalse(config.contains("/hook"), "an address may be a secret");
    assertTrue(ok("config", "routes", "show").contains("team=\"asleep\""));
    assertEquals("vigia", ok("config", "routes", "test", "team=asleep").strip());
  }

  @Test
  void shouldSayWhatIsWrong() {
    Ran ran = run("silence", "expire", UUID.randomUUID().toString());
    assertEquals(1, ran.status());
    assertTrue(ran.errors().contains("404"), ran.errors());
  }

  private boolean found(String... more) {
    var arguments = new ArrayList<>(List.of("-o", "json", "alert", "query", "service=" + service));
    arguments.addAll(List.of(more));
    return ok(arguments.toArray(String[]::new)).contains(service);
  }

  private record Ran(int status, String output, String errors) {}

  private static String ok(String... arguments) {
    Ran ran = run(arguments);
    assertEquals(0, ran.status(), ran.errors());
    return ran.output();
  }

  private static Ran run(String... arguments) {
    try {
      Path credentials = Files.createTempFile(Path.of("target"), "amtool", ".yml");
      Files.writeString(credentials, "authorization: {credentials: test-key}\n");
      File output = Files.createTempFile(Path.of("target"), "amtool", ".out").toFile();
      File errors = Files.createTempFile(Path.of("target"), "amtool", ".err").toFile();
      var command = new ArrayList<String>();
      command.add(AMTOOL.orElseThrow().toString());
      command.add("--alertmanager.url=http://127.0.0.1:" + RestAssured.port);
      command.add("--http.config.file=" + credentials);
      command.addAll(List.of(arguments));
      Process process =
          new ProcessBuilder(command).redirectError(errors).redirectOutput(output).start();
      if (!process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " does not end");
      }
      return new Ran(
          process.exitValue(),
          Files.readString(output.toPath()),
          Files.readString(errors.toPath()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
