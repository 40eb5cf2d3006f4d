package io.vigia.router.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.router.Alerts;
import io.vigia.router.route.Terms.Rate;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigestTest {

  @Test
  void shouldCountAndNameTheMostSevereFirst() {
    var digest =
        new Digest(
            312,
            280,
            32,
            40,
            List.of("{}:{alertname=\"DiskFull\"}"),
            List.of(
                new Digest.Name("Slow", "warning", 200),
                new Digest.Name("DiskFull", "critical", 3),
                new Digest.Name("Down", "critical", 77)));
    Alert alert = alert(digest);
    assertEquals(Status.FIRING, alert.status());
    assertEquals("critical", alert.labels().get("severity"));
    assertEquals(
        "312 notifications of 40 groups were held back (at most 20 in 1m): 280 alerts fire,"
            + " 32 ended. Down ×77, DiskFull ×3, Slow ×200",
        alert.annotations().get("summary"));
    assertEquals(
        "Groups:\n{}:{alertname=\"DiskFull\"}\n… 39 more", alert.annotations().get("description"));
  }

  @Test
  void shouldBeAnEndWhenNothingFires() {
    Alert alert = alert(new Digest(2, 0, 2, 1, List.of("{}"), List.of()));
    assertEquals(Status.RESOLVED, alert.status());
    assertTrue(alert.annotations().get("summary").contains("0 alerts fire, 2 ended"));
  }

  private static Alert alert(Digest digest) {
    return digest
        .notification(
            "default",
            "ops",
            "ops/webhook-0",
            new Rate(20, Duration.ofMinutes(1)),
            URI.create("http://127.0.0.1:8080"),
            Alerts.NOON)
        .alerts()
        .get(0);
  }
}
