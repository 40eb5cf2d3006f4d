package io.vigia.launcher.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vigia.launcher.soak.Records.Arrival;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiverTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  @Test
  void shouldKeepWhatComesUnderTheNameThatItWasSentUnder() throws Exception {
    Alerts alerts = new Alerts(new SplittableRandom(7), 8);
    String episode = alerts.next(CLOCK.instant()).orElseThrow().statements().get(0).episode();
    try (RecordFiles records = new RecordFiles(folder);
        Receiver receiver = new Receiver(alerts, records, new Outstanding(), CLOCK)) {
      // microseconds, as a database may write the same moment
      post(
          receiver.hook(),
          """
          {"alerts": [{"status": "firing", "labels": {"soak": "a1"},
                       "startsAt": "2026-01-01T00:00:00.000000Z"}]}""");
      post(receiver.act(), "{\"target\": \"r1\"}");

      String now = CLOCK.instant().toString();
      assertEquals(
          List.of(new Arrival(now, "id-1", episode, "firing")), Records.read(folder).received());
      assertEquals(
          List.of(new Arrival(now, "id-1", "r1", Records.REPAIR)), Records.read(folder).acted());
    }
  }

  private static void post(String address, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Idempotency-Key", "id-1")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    assertEquals(
        200, HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode());
  }
}
