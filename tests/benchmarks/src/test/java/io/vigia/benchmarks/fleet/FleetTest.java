package io.vigia.benchmarks.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.benchmarks.data.DataSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FleetTest {

  private final DataSet set = new DataSet(10_000_000, 200, 1, Instant.EPOCH);
  private final List<PlannedWatcher> fleet = Fleet.of(set, 10_000);

  @Test
  void shouldMakeTwoPerCentSlowOneOnEachIndex() {
    var slow = fleet.stream().filter(PlannedWatcher::slow).toList();

    assertEquals(200, slow.size());
    assertEquals(200, slow.stream().map(PlannedWatcher::index).distinct().count());
    assertTrue(slow.stream().allMatch(w -> text(w).contains(PlannedWatcher.SLOW_MARKER)));
    assertTrue(slow.stream().allMatch(w -> text(w).contains("\"timeout\":\"PT45S\"")));
    assertFalse(
        fleet.stream().anyMatch(w -> !w.slow() && text(w).contains(PlannedWatcher.SLOW_MARKER)));
  }

  @Test
  void shouldNameEachOnceAndFillTheIndicesEvenly() {
    assertEquals(10_000, fleet.stream().map(PlannedWatcher::name).distinct().count());
    var byIndex =
        fleet.stream().collect(Collectors.groupingBy(PlannedWatcher::index, Collectors.counting()));
    assertEquals(200, byIndex.size());
    assertTrue(byIndex.values().stream().allMatch(n -> n == 50));
  }

  @Test
  void shouldMixTemplatesWindowsAndGroups() {
    assertEquals(5, fleet.stream().map(w -> w.question().template()).distinct().count());
    assertEquals(2, fleet.stream().map(PlannedWatcher::window).distinct().count());
    assertTrue(fleet.stream().anyMatch(PlannedWatcher::grouped));
    assertEquals(8 + 1, fleet.stream().map(PlannedWatcher::service).distinct().count());
  }

  @Test
  void shouldBeTheSameForTheSameSizes() {
    assertEquals(fleet, Fleet.of(set, 10_000));
  }

  private static String text(PlannedWatcher watcher) {
    return watcher.definition(Duration.ofHours(4)).toString();
  }
}
