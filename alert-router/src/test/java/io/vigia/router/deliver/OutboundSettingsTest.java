package io.vigia.router.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigia.kit.yaml.YamlFault;
import io.vigia.kit.yaml.YamlNode;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a routing file may not name as a receiver's address. */
class OutboundSettingsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data/iam",
        "http://[fe80::1]/",
        "http://0xA9FEA9FE/",
        "http://user:secret@127.0.0.1/",
        "file:///etc/passwd"
      })
  void shouldBeRefusedWithFileLineAndField(String url) {
    for (Class<?> type :
        new Class<?>[] {WebhookNotifier.Settings.class, OpenSearchNotifier.Settings.class}) {
      String index = type == OpenSearchNotifier.Settings.class ? "index: x\n" : "";
      var entry = YamlNode.parse("alertmanager.yml", index + "url: '" + url + "'");
      var fault = assertThrows(YamlFault.class, () -> entry.bind(new ObjectMapper(), type));
      String message = String.valueOf(fault.getMessage());
      int line = index.isEmpty() ? 1 : 2;
      assertTrue(message.startsWith("alertmanager.yml line " + line + ": url: "), message);
      assertTrue(!message.contains("secret"), message);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:9000/hook", "https://hooks.example.org/x?token=y"})
  void shouldBeTakenWhereReceiversLive(String url) {
    assertEquals(
        URI.create(url),
        new WebhookNotifier.Settings(URI.create(url), null, null, null, null).url());
  }
}
