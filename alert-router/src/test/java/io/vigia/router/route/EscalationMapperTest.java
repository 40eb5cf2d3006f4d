package io.vigia.router.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.contracts.Labels;
import io.vigia.kit.yaml.YamlFault;
import io.vigia.kit.yaml.YamlNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscalationMapperTest {

  @Test
  void shouldReadNameMatchersAndSteps() {
    Escalation read =
        read("""
                - name: on call
                  matchers: ['severity="critical"', 'team=~"web|shop"']
                  steps:
                    - {after: 15m, receiver: lead}
                    - {after: 30m, receiver: boss, repeat: 1h}
                """)
            .get(0);
    assertTrue(read.isFor(Labels.of(Map.of("severity", "critical", "team", "web"))));
    assertFalse(read.isFor(Labels.of(Map.of("severity", "critical"))));
    assertEquals(
        List.of(
            new Escalation.Step(Duration.ofMinutes(15), "lead", Optional.empty()),
            new Escalation.Step(Duration.ofMinutes(30), "boss", Optional.of(Duration.ofHours(1)))),
        read.steps());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          - {name: a, steps: [{after: 5m, receiver: nobody}]} | there is no receiver 'nobody'
          - {name: a, steps: [{after: 5m, receiver: lead}, {after: 5m, receiver: boss}]} | must be longer
          - {name: a, steps: [{after: 0s, receiver: lead}]} | a time from 1ms to 7d
          - {name: a, steps: [{after: 8d, receiver: lead}]} | a time from 1ms to 7d
          - {name: a, steps: [{after: soon, receiver: lead}]} | 'soon' is not a duration
          - {name: a, steps: [{after: 5m, receiver: lead, repeat: 1s}]} | a time from 1m to 7d
          - {name: a, steps: [{after: 5m, receiver: lead, repeat: 1m}, {after: 6m, receiver: boss}]} | only the last
          - {name: a, steps: [{receiver: lead}]} | needs 'after' and 'receiver'
          - {name: a, steps: []} | needs steps
          - {name: a} | needs steps
          - {steps: [{after: 5m, receiver: lead}]} | needs a name
          - {name: a, matchers: ['b'], steps: [{after: 5m, receiver: lead}]} | b
          - {name: a, step: 1} | unknown field 'step'
          """)
  void shouldRefuseWithLineAndReason(String item, String reason) {
    var fault = assertThrows(YamlFault.class, () -> read("\n" + item + "\n"));
    assertTrue(fault.getMessage().contains(reason), fault.getMessage());
    assertTrue(fault.getMessage().contains("own.yml line 2"), fault.getMessage());
  }

  @Test
  void shouldRefuseANameThatStandsThereTwice() {
    String item = "- {name: a, steps: [{after: 5m, receiver: lead}]}\n";
    var fault = assertThrows(YamlFault.class, () -> read(item + item));
    assertTrue(fault.getMessage().contains("two escalations 'a'"), fault.getMessage());
  }

  private static List<Escalation> read(String text) {
    var found = new LinkedHashMap<String, Escalation>();
    new EscalationMapper(Set.of("lead", "boss")).read(YamlNode.parse("own.yml", text), found);
    return List.copyOf(found.values());
  }
}
