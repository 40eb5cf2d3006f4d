package io.vigia.router.deliver;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Labels;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A notification that says of itself that it is a test. */
final class TestNotification {

  static final String ALERTNAME = "VigiaTest";

  private TestNotification() {}

  static Notification of(String tenant, String receiver, String by, URI externalUrl, Instant now) {
    var labels =
        Labels.of(Map.of("alertname", ALERTNAME, "service", "alert-router", "severity", "info"));
    var alert =
        new Alert(
            tenant,
            Status.FIRING,
            labels,
            Map.of(
                "summary",
                "Test notification: nothing is wrong",
                "description",
                by + " tests the receiver " + receiver),
            now,
            null,
            now,
            null,
            "alert-router",
            externalUrl.toString(),
            null);
    return new Notification(
        tenant,
        receiver,
        "{}/test:{alertname=\"" + ALERTNAME + "\"}",
        Labels.of(Map.of("alertname", ALERTNAME)),
        List.of(alert),
        Notification.Omitted.NONE,
        externalUrl);
  }
}
