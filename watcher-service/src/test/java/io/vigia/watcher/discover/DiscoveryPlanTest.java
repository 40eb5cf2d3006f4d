package io.vigia.watcher.discover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.watcher.fresh.MonitorStore.Holder;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiscoveryPlanTest {

  private static final String ORIGIN = "discovery:jono";

  @Test
  void shouldAddWhatIsNewAndDisableWhatIsGone() {
    var plan =
        plan(
            Findings.of(
                List.of(found("new"), found("back"), found("mine"), found("stays")), List.of()),
            new Holder("back", ORIGIN, false, true, true),
            new Holder("mine", "api", true, false, true),
            new Holder("stays", ORIGIN, true, false, true),
            new Holder("lost", ORIGIN, true, false, true),
            new Holder("lost before", ORIGIN, false, true, true),
            new Holder("switched on again by people", ORIGIN, true, true, true),
            new Holder("switched off by people", ORIGIN, false, false, true));
    assertEquals(List.of(found("new")), plan.add());
    assertEquals(List.of("back"), plan.enable());
    assertEquals(List.of("lost"), plan.disable());
    assertEquals(List.of("mine"), plan.taken());
    assertEquals(1, plan.unchanged());
    assertEquals(4, plan.found());
  }

  @Test
  void shouldDisableNothingWhenNotAllWasSeen() {
    var plan =
        plan(
            Findings.of(List.of(), List.of("a table is too large")),
            new Holder("there", ORIGIN, true, false, true));
    assertEquals(List.of(), plan.disable());
    assertEquals("a table is too large", plan.complaint());
  }

  @Test
  void shouldTellIndicesOfOneSeriesAsOne() {
    assertEquals("logs", Families.stem("logs-2026.11.21"));
    assertEquals("logs", Families.stem("logs-2026.11.21-000001"));
    assertEquals("gps_v2", Families.stem("gps_v2"));
    assertEquals("orders", Families.stem("orders_202611"));
    var found = Families.of(List.of("logs-2026.11.20", "logs-2026.11.21", ".security", "users"));
    assertEquals(List.of("logs", "users"), found.stream().map(Found::name).toList());
    assertEquals(List.of("logs-*", "users"), found.stream().map(Found::index).toList());
  }

  @Test
  void shouldReadAnnotations() {
    var found =
        Annotations.found(
                "acme",
                "listener",
                Map.of(
                    Annotations.INDEX, "gps-*",
                    Annotations.DOCUMENT, "unit-7",
                    Annotations.FIELD, "doc",
                    Annotations.THRESHOLD, "90s"))
            .orElseThrow();
    assertEquals(
        new Found(
            "acme.listener",
            "unit-7",
            "gps-*",
            "doc",
            "acme",
            "acme/listener",
            new BigDecimal("1.5")),
        found);
    assertEquals(Optional.empty(), Annotations.found("acme", "other", Map.of()));
    var fault =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Annotations.found(
                    "a", "b", Map.of(Annotations.INDEX, "i", Annotations.THRESHOLD, "soon")));
    assertTrue(String.valueOf(fault.getMessage()).startsWith(Annotations.THRESHOLD));
  }

  @Test
  void shouldQuoteWhatADatabaseNames() {
    var odd = new TableScan.Table("s", "a\"; drop table b; --", Set.of("Elastic_Doc_Name"));
    assertTrue(TableScan.POSTGRESQL.rows(odd).contains("\"s\".\"a\"\"; drop table b; --\""));
    assertTrue(TableScan.POSTGRESQL.rows(odd).contains("cast(\"Elastic_Doc_Name\" as text)"));
    var tick = new TableScan.Table("s", "a`b", Set.of("elastic_doc_name", "namespace"));
    assertTrue(TableScan.MYSQL.rows(tick).contains("`s`.`a``b`"));
    assertTrue(TableScan.MYSQL.rows(tick).contains(", null, cast(`namespace` as char), null"));
  }

  private static DiscoveryPlan plan(Findings findings, Holder... holders) {
    return DiscoveryPlan.of("jono", ORIGIN, findings, List.of(holders));
  }

  private static Found found(String name) {
    return new Found(name, null, null, null, null, null, null);
  }
}
