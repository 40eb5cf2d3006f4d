package io.vigia.router.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Labels;
import io.vigia.router.route.Route;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our payload for the alert of a capture is the capture. */
class WebhookPayloadTest {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  @ParameterizedTest
  @ValueSource(strings = {"am-firing.json", "am-resolved.json"})
  void shouldBeAlertmanagersOwn(String capture) throws IOException {
    JsonNode expected = JSON.readTree(WebhookPayloadTest.class.getResource("/" + capture));
    JsonNode captured = expected.at("/alerts/0");
    boolean firing = captured.get("status").asText().equals("firing");
    var alert =
        new Alert(
            "default",
            firing ? Status.FIRING : Status.RESOLVED,
            Labels.of(strings(captured.get("labels"))),
            strings(captured.get("annotations")),
            Instant.parse(captured.get("startsAt").asText()),
            firing ? null : Instant.parse(captured.get("endsAt").asText()),
            Instant.parse("2026-11-20T23:30:00Z"),
            null,
            "test",
            captured.get("generatorURL").asText(),
            null);
    var route =
        new Route(
            "{}",
            expected.get("receiver").asText(),
            List.of(),
            List.of("alertname", "service"),
            Duration.ZERO,
            Duration.ofSeconds(10),
            Duration.ofHours(4),
            false,
            List.of(),
            List.of(),
            List.of());
    var groupLabels = route.groupLabels(alert.labels());
    var payload =
        WebhookPayload.of(
            new Notification(
                "default",
                route.receiver(),
                route.groupKey(groupLabels),
                groupLabels,
                List.of(alert),
                Notification.Omitted.NONE,
                URI.create(expected.get("externalURL").asText())));
    assertEquals(expected, JSON.readTree(JSON.writeValueAsString(payload)));
  }

  private static TreeMap<String, String> strings(JsonNode object) {
    var map = new TreeMap<String, String>();
    object.properties().forEach(e -> map.put(e.getKey(), e.getValue().asText()));
    return map;
  }
}
