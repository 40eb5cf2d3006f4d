package io.vigia.watcher.deliver;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.deliver.Receipt;
import io.vigia.watcher.watch.DestinationSpec;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about destinations when a definition is accepted. */
class DestinationsTest {

  private record Settings(Optional<URI> webhook, Optional<String> elasticUrl)
      implements DeliverConfig {
    @Override
    public Optional<String> elasticApiKey() {
      return Optional.empty();
    }

    @Override
    public String elasticIndex() {
      return "watcher-alerts";
    }

    @Override
    public Duration giveUpAfter() {
      return Duration.ofHours(24);
    }

    @Override
    public Duration deliveryTimeout() {
      return Duration.ofSeconds(10);
    }

    @Override
    public Duration noticeRetention() {
      return Duration.ofDays(7);
    }
  }

  private static final Settings NOTHING = new Settings(Optional.empty(), Optional.empty());

  private static final DocumentClient CLUSTERS =
      new DocumentClient() {
        @Override
        public boolean knows(String cluster) {
          return cluster.equals("default");
        }

        @Override
        public Uni<Receipt> create(String cluster, String index, String id, String document) {
          throw new UnsupportedOperationException();
        }
      };

  private static Destinations destinations(DeliverConfig config) {
    return new Destinations(
        List.of(
            new WebhookNotifier(null, config),
            new ElasticsearchNotifier(null, CLUSTERS, config, Optional.empty())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: webhook, url: 'http://127.0.0.1:9000/hook?token=x'}",
        "{type: webhook, url: 'https://{{key.host}}:9000/{{watcher}}?s={{status}}'}",
        "{type: webhook, url: 'https://h/', headers: {Authorization: 'Bearer x', X-A: '{{at}}'}}",
        "{type: elasticsearch}",
        "{type: elasticsearch, cluster: default, index: my-alerts, payload: {a: '{{value}}'}}"
      })
  void shouldTakeWhatCanBeTold(String spec) {
    var definition = TextCheckTest.definition("destinations: [" + spec + "]");
    assertDoesNotThrow(() -> destinations(NOTHING).check(definition));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{type: mail}~type: 'mail' is unknown; known are elasticsearch, webhook",
        "{type: webhook}~url: is required, for WATCHER_WEBHOOK (vigia.watcher.webhook) is not set",
        "{type: webhook, url: 'ftp://x/s3cret'}~url: must begin with http:// or https://",
        "{type: webhook, url: '{{link}}'}~url: must begin with http:// or https://",
        "{type: webhook, url: 'http://x/a s3cret'}~url: is no address: Illegal character in path",
        "{type: webhook, url: 'http://u:s3cret@x/'}~url: user and password do not belong",
        "{type: webhook, url: 'http://169.254.169.254/latest'}~url: 169.254.169.254 is a cloud's",
        "{type: webhook, url: 'http://x/{{nix}}'}~url: {{nix}} is unknown",
        "{type: webhook, url: 'http://x/', index: a}~index: a webhook has none",
        "{type: webhook, url: 'http://x/', headers: {Host: y}}~headers: a request may not have",
        "{type: webhook, url: 'http://x/', headers: {'a b': y}}~headers: a request may not have",
        "{type: webhook, url: 'http://x/', payload: {a: {b: '{{nix}}'}}}~payload.a.b: {{nix}} is",
        "{type: elasticsearch, url: 'http://x/'}~url: is for webhooks",
        "{type: elasticsearch, headers: {A: b}}~headers: is for webhooks",
        "{type: elasticsearch, cluster: other}~cluster: there is no cluster 'other'",
        "{type: elasticsearch, index: 'logs-*'}~index: the name of one index is expected",
        "{type: elasticsearch, index: .kibana}~index: the name of one index is expected",
        "{type: elasticsearch, index: .security-7}~index: the name of one index is expected",
        "{type: elasticsearch, index: 'Alerts'}~index: the name of one index is expected",
        "{type: elasticsearch, payload: text}~payload: a document is an object"
      })
  void shouldNameTheFieldAtFault(String spec, String complaint) {
    var definition =
        TextCheckTest.definition("destinations: [{type: elasticsearch}, " + spec + "]");
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> destinations(NOTHING).check(definition));
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.startsWith("destinations[1]." + complaint), message);
    assertFalse(message.contains("s3cret"), message);
  }

  @Test
  void shouldHaveItsDefaultsFromTheConfiguration() {
    var config =
        new Settings(
            Optional.of(URI.create("http://hooks:9000/s3cret")),
            Optional.of("https://u:s3cret@elastic:9200/s3cret"));
    var definition =
        TextCheckTest.definition("destinations: [{type: webhook}, {type: elasticsearch}]");
    var destinations = destinations(config);
    assertDoesNotThrow(() -> destinations.check(definition));
    assertEquals("http://hooks:9000", receiver(destinations, definition.destinations().get(0)));
    assertEquals("https://elastic:9200", receiver(destinations, definition.destinations().get(1)));
  }

  @Test
  void shouldSayWhichCluster() {
    var definition =
        TextCheckTest.definition(
            "destinations: [{type: elasticsearch}, {type: elasticsearch, cluster: default, index: a}]");
    var destinations = destinations(NOTHING);
    assertEquals("cluster logs", receiver(destinations, definition.destinations().get(0)));
    assertEquals("cluster default", receiver(destinations, definition.destinations().get(1)));
  }

  /** Of a watcher that looks at cluster logs. */
  private static String receiver(Destinations destinations, DestinationSpec spec) {
    return destinations.receiver(
        spec, JsonNodeFactory.instance.objectNode().put("cluster", "logs"));
  }

  @Test
  void shouldComplainOfItsConfigurationAtTheStart() {
    var metadata =
        new Settings(Optional.of(URI.create("http://169.254.169.254/")), Optional.empty());
    assertThrows(IllegalArgumentException.class, () -> destinations(metadata));
    var broken = new Settings(Optional.empty(), Optional.of("elastic:9200"));
    assertThrows(IllegalArgumentException.class, () -> destinations(broken));
  }
}
