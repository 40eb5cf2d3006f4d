package io.vigia.router.deliver;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vigia.contracts.Labels;
import io.vigia.kit.deliver.Receipt;
import io.vigia.kit.deliver.Settlement;
import io.vigia.platform.PlatformTestResource;
import io.vigia.router.RouterTestResource;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A delivery to where nothing may be sent is given up at once, and says why. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@QuarkusTestResource(RouterTestResource.class)
class RefusedAddressTest {

  private static final Delivery DELIVERY =
      new Delivery(
          UUID.randomUUID(),
          "lane",
          "vigia/opensearch[0]",
          new Notification(
              "default",
              "vigia",
              "{}",
              Labels.of(Map.of("alertname", "Test")),
              List.of(),
              Notification.Omitted.NONE,
              URI.create("http://127.0.0.1/")),
          1,
          Instant.EPOCH);

  @Inject BulkClient bulk;

  @Test
  void shouldBeDeadWithTheReason() {
    var metadata = Optional.of(URI.create("http://169.254.169.254"));
    var notifier = new OpenSearchNotifier(bulk, metadata, Optional.empty());
    Receipt receipt =
        notifier
            .send(DELIVERY, new OpenSearchNotifier.Settings("alerts", null))
            .await()
            .atMost(Duration.ofSeconds(10));
    var rejected = assertInstanceOf(Receipt.Rejected.class, receipt);
    assertTrue(rejected.why().contains("metadata service"), rejected.why());
    assertInstanceOf(
        Settlement.Dead.class, Settlement.of(receipt, 1, Duration.ZERO, Duration.ofHours(1)));
  }
}
