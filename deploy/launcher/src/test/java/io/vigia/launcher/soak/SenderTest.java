package io.vigia.launcher.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.vigia.launcher.soak.Records.Sent;
import io.vigia.launcher.suite.Http;
import io.vigia.launcher.terminal.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SenderTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;
  private final Deque<Integer> answers = new ArrayDeque<>();
  private final List<String> bodies = new ArrayList<>();
  private HttpServer door;
  private RecordFiles records;
  private Sender sender;

  @BeforeEach
  void open() throws IOException {
    door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    door.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            bodies.add(new String(body, StandardCharsets.UTF_8));
            int answer = answers.remove();
            if (answer > 0) { // else it dies without a word
              exchange.sendResponseHeaders(answer, -1);
            }
          }
        });
    door.start();
    records = new RecordFiles(folder);
    sender =
        new Sender(
            "http://127.0.0.1:%d/".formatted(door.getAddress().getPort()),
            Http.with("key"),
            new Alerts(new SplittableRandom(7), 8),
            records,
            new Outstanding(),
            CLOCK);
  }

  @AfterEach
  void close() throws IOException {
    door.stop(0);
    records.close();
  }

  @Test
  void shouldSendTheSameUntilItIsAcknowledged() throws Exception {
    answers.addAll(List.of(503, 0, 429, 200));
    for (int turn = 0; turn < 3; turn++) {
      assertTrue(sender.turn().toMillis() > 0, "it waits before the next try");
      assertEquals(List.of(), Records.read(folder).sent());
    }
    sender.turn();

    assertEquals(1, bodies.stream().distinct().count(), bodies.toString());
    List<Sent> sent = Records.read(folder).sent();
    assertTrue(sent.stream().allMatch(each -> each.tries() == 4), sent.toString());
    assertTrue(sent.stream().allMatch(each -> each.status().equals("firing")));
  }

  @Test
  void shouldGiveUpOnWhatWillNeverBeTaken() {
    answers.add(400);

    Failure refused = assertThrows(Failure.class, sender::turn);
    assertTrue(refused.getMessage().contains("answered 400"), refused.getMessage());
  }
}
