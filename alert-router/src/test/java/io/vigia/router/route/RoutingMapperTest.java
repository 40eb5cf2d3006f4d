package io.vigia.router.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigia.contracts.Labels;
import io.vigia.kit.yaml.YamlFault;
import io.vigia.router.route.RoutingMapper.Source;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingMapperTest {

  record Settings(String url) {
    public Settings {
      if (url == null) {
        throw new IllegalArgumentException("url: is required");
      }
    }
  }

  private static final IntegrationType WEBHOOK =
      new IntegrationType() {
        @Override
        public String type() {
          return "webhook";
        }

        @Override
        public Class<?> settings() {
          return Settings.class;
        }
      };

  private static final String TREE =
      """
      route:
        receiver: all
        group_by: [alertname]
        group_wait: 5s
        routes:
          - matchers: ['severity="critical"']
            receiver: night
            group_interval: 1m30s
            continue: true
          - matchers: ['team=~"web|shop"', 'env!="test"']
      receivers:
        - name: all
        - name: night
          webhook_configs:
            - url: http://127.0.0.1/
              send_resolved: false
      """;

  @Test
  void shouldInheritFromAbove() {
    Routing routing = read(TREE);
    var night = routing.root().match(labels("severity", "critical")).get(0);
    assertEquals(Duration.ofSeconds(5), night.groupWait());
    assertEquals(Duration.ofSeconds(90), night.groupInterval());
    assertEquals(List.of("alertname"), night.groupBy());
    assertEquals("{}/{severity=\"critical\"}", night.id());
    assertEquals(false, routing.integrationsOf("night").get(0).sendResolved());
  }

  @Test
  void shouldGoOnAfterAMatchOnlyWhereTheRouteSaysSo() {
    Routing routing = read(TREE);
    assertEquals(List.of("all"), routing.receiversOf(labels("severity", "low")));
    assertEquals(
        List.of("night", "all"),
        routing.receiversOf(Labels.of(Map.of("severity", "critical", "team", "web"))));
    assertEquals(List.of("night"), routing.receiversOf(labels("severity", "critical")));
  }

  @Test
  void shouldAddUpReceiversFromOtherFiles() {
    var part =
        new Source(
            "extra.yml",
            "receivers: [{name: all, webhook_configs: [{url: 'http://127.0.0.1/x'}]}]");
    Routing routing = mapper().read(new Source("alertmanager.yml", TREE), List.of(part));
    assertEquals(1, routing.integrationsOf("all").size());
  }

  @Test
  void shouldReadMatchersInEachForm() {
    Routing routing =
        read(
            """
            route:
              receiver: all
              routes:
                - match: {severity: critical}
                  match_re: {team: a|b}
                  matchers: ['{x!=y, z=~"."}']
            receivers: [{name: all}]
            """);
    assertEquals(
        "{}/{severity=\"critical\",team=~\"^(?:a|b)$\",x!=\"y\",z=~\".\"}",
        routing.root().routes().get(0).id());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "receiver: all        | receiver: nobody       | line 2: no receiver 'nobody'",
        "group_wait: 5s       | group_wait: soon       | line 4: 'soon' is not a duration",
        "group_wait: 5s       | group_waits: 5s        | line 4: unknown field 'group_waits'",
        "severity=\"critical\"| severity:critical      | line 6: 'severity:critical' is not a matcher",
        "webhook_configs      | carrier_pigeon_configs | line 15: 'carrier_pigeon_configs' is not known",
        "- url: http://127.0.0.1/ | - uri: x            | line 15: url: is required",
        "route:               | rout:                  | line 2: unknown field 'rout'",
        "continue: true       | mute_time_intervals: [x] | line 9: no time interval 'x'",
        "group_by: [alertname] | group_by: [a, '...']   | line 3: '...' means all labels and stands alone",
        "group_by: [alertname] | matchers: [a=b]        | line 3: the root route takes every alert",
        "group_by: [alertname] | group_by: [alertname   | line 4"
      })
  void shouldNameFileAndLine(String good, String bad, String complaint) {

    assertTrue(TREE.contains(good), good);
    var fault = assertThrows(YamlFault.class, () -> read(TREE.replace(good, bad)));
    assertTrue(fault.getMessage().startsWith("alertmanager.yml " + complaint), fault.getMessage());
  }

  private static Routing read(String text) {
    return mapper().read(new Source("alertmanager.yml", text), List.of());
  }

  private static RoutingMapper mapper() {
    return new RoutingMapper(new ObjectMapper(), List.of(WEBHOOK));
  }

  private static Labels labels(String name, String value) {
    return Labels.of(Map.of(name, value));
  }
}
