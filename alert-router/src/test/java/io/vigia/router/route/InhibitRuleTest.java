package io.vigia.router.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vigia.contracts.Labels;
import io.vigia.kit.match.Matcher;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InhibitRuleTest {

  private static final InhibitRule RULE =
      new InhibitRule(
          Matcher.parseAll("severity=critical, kind=~\"h.*\""),
          Matcher.parseAll("severity=~\"warning|critical\""),
          List.of("cluster", "zone"));

  /** A source and a target as severity, kind, cluster, zone; an empty one is not there. */
  @ParameterizedTest
  @CsvSource({
    "critical,host,c1,z1, warning,disk,c1,z1, true",
    "critical,host,c1,'', warning,disk,c1,'', true",
    "critical,host,c1,'', warning,disk,c1,z1, false",
    "critical,host,c2,z1, warning,disk,c1,z1, false",
    "critical,disk,c1,z1, warning,disk,c1,z1, false",
    "critical,host,c1,z1, info,disk,c1,z1, false",
    "critical,host,c1,z1, critical,disk,c1,z1, true",
    "critical,host,c1,z1, critical,hall,c1,z1, false"
  })
  void shouldInhibitWhatAgreesAndIsNoSourceItself(
      String sourceSeverity,
      String sourceKind,
      String sourceCluster,
      String sourceZone,
      String targetSeverity,
      String targetKind,
      String targetCluster,
      String targetZone,
      boolean inhibits) {
    Labels source = labels(sourceSeverity, sourceKind, sourceCluster, sourceZone);
    Labels target = labels(targetSeverity, targetKind, targetCluster, targetZone);
    assertEquals(inhibits, RULE.inhibits(source, target));
    Optional<Map<String, String>> wanted = RULE.wanted(target);
    assertEquals(targetSeverity.matches("warning|critical"), wanted.isPresent());
    if (inhibits) {
      Map<String, String> labels = wanted.orElseThrow();
      assertEquals(true, source.values().entrySet().containsAll(labels.entrySet()));
    }
  }

  private static Labels labels(String severity, String kind, String cluster, String zone) {
    return Labels.of(Map.of("severity", severity, "kind", kind, "cluster", cluster, "zone", zone));
  }
}
