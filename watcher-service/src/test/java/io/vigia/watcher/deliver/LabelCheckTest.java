package io.vigia.watcher.deliver;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.kit.problem.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelCheckTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "labels: {a b: x}~labels.a b~letters, digits and _",
        "labels: {service.name: x}~labels.service.name~letters, digits and _",
        "labels: {1st: x}~labels.1st~does not begin with a digit",
        "labels: {'': x}~labels.~letters, digits and _",
        "labels: {alertname: x}~labels.alertname~the alert has this label already",
        "annotations: {\"a\\0b\": x}~annotations.a\0b~no control characters",
        "alertname: ' '~alertname~1 to 256 characters",
        "severity: ' '~severity~1 to 256 characters",
        "group_by: [a.b, a_b]~group_by[1]~its label would be 'a_b', as is that of a.b",
        "group_by: [watcher]~group_by[0]~as is that of every alert"
      })
  void shouldNameTheFieldAtFault(String yaml, String field, String complaint) {
    var refusal = assertThrows(Refusal.class, () -> check(yaml));
    assertEquals(field, refusal.problem().field());
    assertTrue(refusal.problem().detail().contains(complaint), refusal.problem().detail());
  }

  @Test
  void shouldRefuseALabelThatWouldHideTheKeys() {
    var refusal =
        assertThrows(Refusal.class, () -> check("labels: {host_name: all}\ngroup_by: [host.name]"));
    assertEquals("group_by[0]", refusal.problem().field());
    assertTrue(refusal.problem().detail().contains("as is that of labels.host_name"));
  }

  @Test
  void shouldRefuseANameThatIsTooLong() {
    var refusal = assertThrows(Refusal.class, () -> check("labels: {" + "a".repeat(129) + ": x}"));
    assertEquals("labels." + "a".repeat(40), refusal.problem().field());
  }

  @Test
  void shouldRefuseAnnotationsThatNobodyCanName() {
    for (String name : List.of("' '", "\"a\\tb\"")) {
      var refusal = assertThrows(Refusal.class, () -> check("annotations: {" + name + ": x}"));
      assertTrue(String.valueOf(refusal.problem().field()).startsWith("annotations."));
    }
  }

  @Test
  void shouldTakeWhatAnAlertCanHave() {
    assertDoesNotThrow(
        () ->
            check(
                "labels: {_team2: pay, tier: x}\nannotations: {for people: y}\n"
                    + "group_by: [service.name, severity]"));
  }

  private static void check(String yaml) {
    new LabelCheck().check("default", TextCheckTest.definition(yaml));
  }
}
