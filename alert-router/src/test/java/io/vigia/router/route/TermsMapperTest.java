package io.vigia.router.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigia.kit.yaml.YamlFault;
import io.vigia.router.route.RoutingMapper.Source;
import io.vigia.router.route.Terms.Rate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermsMapperTest {

  private static final IntegrationType CHAT =
      new IntegrationType() {
        @Override
        public String type() {
          return "chat";
        }

        @Override
        public Class<?> settings() {
          return Map.class;
        }
      };

  private static final IntegrationType STORE =
      new IntegrationType() {
        @Override
        public String type() {
          return "store";
        }

        @Override
        public Class<?> settings() {
          return Map.class;
        }

        @Override
        public boolean isForPeople() {
          return false;
        }
      };

  private static final String TREE =
      """
      route: {receiver: ops}
      receivers:
        - name: ops
          chat_configs: [{}]
        - name: boss
          chat_configs: [{}]
      """;

  @Test
  void shouldGiveEachIntegrationItsTerms() {
    var routing =
        read(
            """
            receivers:
              - name: ops
                rate_limit: {notifications: 20, per: PT1M}
                fallback: boss
                fallback_after: 10m
                chat_configs:
                  - {alert_interval_minutes: 15, min_failure_count: 3}
                store_configs: [{}]
            """);
    List<Integration> ops = routing.integrationsOf("ops");
    assertEquals(
        List.of("chat-0", "chat-1", "store-0"), ops.stream().map(Integration::name).toList());
    assertEquals(Optional.of(new Rate(20, Duration.ofMinutes(1))), ops.get(0).terms().rate());
    assertEquals(Duration.ofMinutes(15), ops.get(1).terms().alertInterval());
    assertEquals(3, ops.get(1).terms().minFailureCount());
    assertEquals(Optional.of("boss"), ops.get(1).terms().fallback());
    assertEquals(Optional.of(Duration.ofMinutes(10)), ops.get(1).terms().fallbackAfter());
    assertEquals(Optional.empty(), ops.get(2).terms().rate(), "machines are told all");
    assertEquals(Terms.NONE, routing.integrationsOf("boss").get(0).terms());
  }

  @Test
  void shouldRefuseFallbacksThatGoRoundWithTheLine() {
    String message =
        refused(
            """
            receivers:
              - name: ops
                fallback: boss
              - name: boss
                fallback: ops
            """);
    assertTrue(message.matches("own.yml line [35]: fallbacks go round: .*"), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "fallback: nobody|there is no receiver 'nobody'",
        "fallback: ops|fallbacks go round: ops → ops",
        "fallback_after: 5m|fallback_after goes with 'fallback'",
        "rate_limit: {notifications: 0, per: PT1M}|notifications: 1 to 1000",
        "rate_limit: {notifications: 5, per: PT0S}|per: more than 0s",
        "chat_configs: [{alert_interval_minutes: -1}]|'-1' is no whole number",
        "chat_configs: [{min_failure_count: 0}]|'0' is no whole number from 1 to 1000"
      })
  void shouldRefuseWhatIsWrongWithTheLine(String field, String complaint) {
    String message = refused("receivers:\n  - name: ops\n    " + field + "\n");
    assertTrue(message.startsWith("own.yml line 3: "), message);
    assertTrue(message.contains(complaint), message);
  }

  private static String refused(String own) {
    return String.valueOf(assertThrows(YamlFault.class, () -> read(own)).getMessage());
  }

  private static Routing read(String own) {
    var json =
        new ObjectMapper()
            .findAndRegisterModules()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    return new RoutingMapper(json, List.of(CHAT, STORE))
        .read(new Source("alertmanager.yml", TREE), List.of(new Source("own.yml", own)));
  }
}
