package io.vigia.platform;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DisposablePlatformTest {

  @TempDir static Path folder;

  private static Process owner;
  private static StartedPlatform platform;

  @BeforeAll
  static void start() throws Exception {
    owner = new ProcessBuilder("sleep", "600").start();
    platform = StartedPlatform.start(folder, Mode.DISPOSABLE, owner.pid());
  }

  @AfterAll
  static void end() throws Exception {
    owner.destroy();
    platform.close();
  }

  @Test
  void shouldBeFoundWhileItRuns() {
    assertEquals(Optional.of(platform.endpoints()), LocalPlatform.running(platform.home()));
    assertEquals(Optional.empty(), LocalPlatform.running(folder.resolve("elsewhere")));
  }

  @Test
  void shouldPassRecordsThroughKafka() throws Exception {
    platform.use().produce("made-on-first-use", "hello");
    assertEquals(List.of("hello"), platform.use().consume("made-on-first-use", "readers", 1));
  }

  @Test
  void shouldFindIndexedDocuments() throws Exception {
    platform.use().index("logs", "1", "{\"message\":\"disk full\"}");
    assertTrue(platform.use().search("logs", "message:disk").contains("disk full"));
  }

  @Test
  void shouldKeepOrRenewADatabaseAsAsked() throws Exception {
    LocalPlatform.createDatabase(platform.endpoints(), "orders", false);
    platform.use().execute("orders", "CREATE TABLE kept(id int)");

    LocalPlatform.createDatabase(platform.endpoints(), "orders", false);
    assertEquals("0", platform.use().query("orders", "SELECT count(*) FROM kept"));

    LocalPlatform.createDatabase(platform.endpoints(), "orders", true);
    assertThrows(
        SQLException.class, () -> platform.use().query("orders", "SELECT count(*) FROM kept"));
  }

  @Test
  void shouldRefuseOtherDatabaseNames() {
    PlatformFailure refused =
        assertThrows(
            PlatformFailure.class,
            () -> LocalPlatform.createDatabase(platform.endpoints(), "Robert%22", false));
    assertTrue(refused.getMessage().contains("1 to 40 of a-z"), refused.getMessage());
  }

  @Test
  void shouldWantTheTokenForChanges() throws Exception {
    URI address = URI.create(platform.endpoints().control() + "/databases/orders?fresh=true");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.noBody());
    assertEquals(401, send(request).statusCode());
    assertEquals(401, send(request.header(LocalPlatform.TOKEN_HEADER, "wrong")).statusCode());
  }

  @Test
  void shouldTellStatesButNoPassword() throws Exception {
    String told = send(HttpRequest.newBuilder(URI.create(platform.endpoints().control()))).body();
    assertTrue(told.contains("\"postgresql\":\"ready\""), told);
    assertFalse(told.contains(platform.endpoints().postgresPassword()));
  }

  @Test
  @Order(Integer.MAX_VALUE - 1)
  void shouldBringAKilledPostgresBack() throws Exception {
    LocalPlatform.createDatabase(platform.endpoints(), "survivor", true);
    ProcessHandle killed = platform.postmaster();
    killed.destroyForcibly();

    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsInstanceOf(SQLException.class)
        .until(
            () ->
                platform.use().query("survivor", "SELECT 'back'").equals("back")
                    && !killed.isAlive());
    assertTrue(Files.readString(platform.log()).contains("postgresql died and is started again"));
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void shouldEndWithTheLastProcessThatUsesItAndDeleteItsData() throws Exception {
    ProcessHandle postmaster = platform.postmaster();
    owner.destroy();
    assertTrue(platform.process().waitFor(60, TimeUnit.SECONDS));

    assertFalse(postmaster.isAlive());
    try (var left = Files.list(platform.home())) {
      assertEquals(List.of(platform.home().resolve("platform.lock")), left.toList());
    }
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
