package io.vigia.router.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vigia.contracts.Labels;
import io.vigia.kit.deliver.Receipt;
import io.vigia.kit.yaml.YamlNode;
import io.vigia.router.Alerts;
import io.vigia.router.http.Answer;
import io.vigia.router.http.Request;
import io.vigia.router.template.Templates;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests to providers whose address is fixed, and what answers mean. */
class ProviderRequestsTest {

  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

  private static Rendering say(String tenant) {
    return Rendering.of(
        new Notification(
            tenant,
            "phones",
            "{}:{alertname=\"Down\"}",
            Labels.of(Map.of("alertname", "Down")),
            List.of(Alerts.firing("web", 0, 0)),
            Notification.Omitted.NONE,
            URI.create("http://am")),
        Templates.builtIn(),
        Alerts.NOON);
  }

  private static <T> T settings(String yaml, Class<T> type) {
    return YamlNode.parse("x.yml", yaml).bind(JSON, type);
  }

  @Test
  void shouldAskPushoverWithParameters() {
    var settings =
        settings(
            "{user_key: me, token: 't&t', device: phone, html: true, message: '<b>{{ .Receiver }}</b>'}",
            PushoverNotifier.Settings.class);
    Request request = PushoverNotifier.request(settings, say("default"));
    assertEquals(
        "https://api.pushover.net/1/messages.json?token=t%26t&user=me&title=%5BFIRING%3A1%5D+Down+"
            + "%28web%29&html=1&message=%3Cb%3Ephones%3C%2Fb%3E&url=http%3A%2F%2Fam%2F%23%2Falerts"
            + "%3Freceiver%3Dphones&url_title=&priority=2&retry=60&expire=3600&device=phone&sound=",
        request.url().toString());
    assertEquals("POST", request.method());
  }

  @Test
  void shouldSpeakPagerdutysOldApiWithAServiceKey() {
    var settings = settings("{service_key: old}", PagerdutyNotifier.Settings.class);
    var event = PagerdutyNotifier.old(settings, say("default"));
    assertEquals("old", event.get("service_key"));
    assertEquals("trigger", event.get("event_type"));
    assertEquals("[FIRING:1] Down (web)", event.get("description"));
    assertEquals("Alertmanager", event.get("client"));
    assertEquals(64, String.valueOf(event.get("incident_key")).length());
  }

  @Test
  void shouldNotLetTenantsShareIncidents() {
    assertTrue(!say("default").groupHash().equals(say("other").groupHash()));
  }

  @Test
  void shouldCutAtCharactersAndBytes() {
    assertEquals("añ…", Rendering.cut("añbcd", 3));
    assertEquals("añb", Rendering.cut("añb", 3));
    assertEquals("a…", Rendering.cutBytes("aññ", 4));
    assertEquals("aññ", Rendering.cutBytes("aññ", 5));
  }

  @ParameterizedTest
  @CsvSource({
    "200, Taken",
    "204, Taken",
    "302, NotNow",
    "400, Rejected",
    "401, Rejected",
    "404, Rejected",
    "408, NotNow",
    "429, NotNow",
    "500, NotNow",
    "503, NotNow"
  })
  void shouldKnowWhatWillPass(int status, String receipt) {
    var answer = new Answer(status, null, null, "text/plain", "why");
    assertEquals(receipt, ReceiverRelay.receipt(answer).getClass().getSimpleName());
  }

  @Test
  void shouldWaitAsTelegramSays() {
    var answer =
        new Answer(
            429,
            null,
            null,
            "application/json",
            "{\"ok\":false,\"parameters\":{\"retry_after\":7}}");
    var later = assertInstanceOf(Receipt.NotNow.class, TelegramNotifier.receipt(answer));
    assertEquals(Optional.of(Duration.ofSeconds(7)), later.retryAfter());
  }
}
