package io.vigia.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigia.e2e.Suite.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Kafka, OpenSearch and PostgreSQL are killed in the middle of 1,000 alerts, and come back. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EnginesKilledIT {

  private static final int ALERTS = 1000;
  private static final int BATCH = 20;

  /** A sender waits so long before it repeats; no test waits for it. */
  private static final long BETWEEN_TRIES_MILLIS = 200;

  private static final Duration PATIENCE = Duration.ofSeconds(240);

  private static Suite suite;
  private static WebhookReceiver receiver;

  @BeforeAll
  static void up() throws IOException {
    Path home = Path.of("target", "engines-home");
    Suite.deleteTree(home);
    receiver = new WebhookReceiver();
    suite = new Suite(home);
    suite.set("VIGIA_WEBHOOK_URL", receiver.url("/hook"));
    shouldSucceed(suite.vigia("up"));
  }

  @AfterAll
  static void down() {
    receiver.close();
    shouldSucceed(suite.vigia("down"));
  }

  @Test
  @Order(1)
  void shouldTakeAndDeliverAlertsWithoutKafkaAndOpenSearch() {
    var sender = new Sender("Unheard");
    CompletableFuture<Void> sent = CompletableFuture.runAsync(sender);
    await().atMost(PATIENCE).until(() -> sender.taken.get() >= ALERTS / 4);
    kill(suite.pid("platform"));
    await().atMost(PATIENCE).until(sent::isDone);
    await().atMost(PATIENCE).until(() -> told("Unheard").size() == ALERTS);
    assertEquals(Set.of(200), sender.answers, "the router took them all at once");

    long before = sequence();
    shouldSucceed(suite.vigia("up"));
    await().atMost(PATIENCE).until(() -> documents("Unheard") == ALERTS);
    await().atMost(PATIENCE).until(() -> sequence() > before);
    shouldHaveToldEachUnderOneId("Unheard");
  }

  @Test
  @Order(2)
  void shouldAcknowledgeNothingThatIsNotStored() {
    var sender = new Sender("Unstored");
    CompletableFuture<Void> sent = CompletableFuture.runAsync(sender);
    await().atMost(PATIENCE).until(() -> sender.taken.get() >= ALERTS / 4);
    kill(postgres());
    await().atMost(PATIENCE).until(() -> sender.retryAfter.get() > 0);
    assertTrue(sender.taken.get() < ALERTS, "the database went away in the middle");
    shouldSucceed(suite.vigia("up"));
    await().atMost(PATIENCE).until(sent::isDone);
    await().atMost(PATIENCE).until(() -> told("Unstored").size() == ALERTS);
    assertEquals(Set.of(200, 503), sender.answers);
    shouldHaveToldEachUnderOneId("Unstored");
    await().atMost(PATIENCE).until(() -> documents("Unstored") == ALERTS);
  }

  /** Sends all the alerts in batches and repeats each until it is acknowledged, as Prometheus. */
  private static final class Sender implements Runnable {

    private final String prefix;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger retryAfter = new AtomicInteger();
    private final Set<Integer> answers = new TreeSet<>();

    Sender(String prefix) {
      this.prefix = prefix;
    }

    @Override
    public void run() {
      Instant began = Instant.now();
      for (int first = 0; first < ALERTS; first += BATCH) {
        String batch = batch(first, began);
        while (!isTaken(suite.post("ROUTER", "/api/v2/alerts", batch))) {
          pause();
        }
        taken.addAndGet(BATCH);
      }
    }

    private boolean isTaken(HttpResponse<String> answer) {
      answers.add(answer.statusCode());
      if (answer.statusCode() == 503) {
        retryAfter.addAndGet(answer.headers().firstValue("Retry-After").isPresent() ? 1 : 0);
      }
      return answer.statusCode() == 200;
    }

    private String batch(int first, Instant began) {
      var alerts = new ArrayList<String>();
      for (int i = first; i < first + BATCH; i++) {
        alerts.add(
            "{\"labels\":{\"alertname\":\"%s%d\"},\"startsAt\":\"%s\",\"endsAt\":\"%s\"}"
                .formatted(prefix, i, began, began.plusSeconds(3600)));
      }
      return "[" + String.join(",", alerts) + "]";
    }

    private static void pause() {
      try {
        TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private static Set<String> told(String prefix) {
    var names = new TreeSet<String>();
    for (JsonNode notification : receiver.all()) {
      String name = notification.at("/groupLabels/alertname").asText();
      if (name.startsWith(prefix)) {
        names.add(name);
      }
    }
    return names;
  }

  private static void shouldHaveToldEachUnderOneId(String prefix) {
    for (String name : told(prefix)) {
      assertEquals(1, receiver.ids(name).stream().distinct().count(), name);
    }
  }

  private static long documents(String prefix) {
    return suite
        .openSearch("/vigia-alerts/_count?q=alertname:" + prefix + "*")
        .path("count")
        .asLong();
  }

  /** How far the router has heard the agent count. */
  private static long sequence() {
    return suite.json("ROUTER", "/api/v1/agents").at("/0/sequence").asLong();
  }

  private static void kill(long pid) {
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  private static long postgres() {
    Path file = suite.home().resolve("platform/postgres/postmaster.pid");
    try {
      return Long.parseLong(Files.readAllLines(file).get(0).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void shouldSucceed(Result result) {
    assertEquals(0, result.exit(), result.output());
  }
}
