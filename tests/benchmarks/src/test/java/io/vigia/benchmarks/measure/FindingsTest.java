package io.vigia.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FindingsTest {

  private static final Instant FROM = Instant.parse("2026-01-01T10:00:00Z");

  @Test
  void shouldTellPercentilesThatWereThere() {
    double[] hundred = new double[100];
    for (int i = 0; i < 100; i++) {
      hundred[i] = 100 - i;
    }
    var percentiles = Percentiles.of(hundred);

    assertEquals(50, percentiles.at(0.5));
    assertEquals(99, percentiles.at(0.99));
    assertEquals(100, percentiles.highest());
    assertEquals(7, Percentiles.of(7).at(0.5));
    assertEquals(0, Percentiles.of().at(0.99));
  }

  @Test
  void shouldCountWhatRunsTell() {
    var watcher = Runs.watcher("one", "index-a");
    List<Run> runs =
        List.of(
            Runs.run(watcher, FROM),
            Runs.run(watcher, FROM),
            Runs.run(watcher, FROM.plusSeconds(60), "unknown", null, null));
    var findings =
        Findings.of(List.of(watcher), runs, FROM, FROM.plusSeconds(180), Duration.ofMinutes(1));

    assertEquals(1, findings.missedWindows());
    assertEquals(1, findings.twice());
    assertEquals(Map.of("TIMED_OUT: it took too long", 1L), findings.unknown());
    assertEquals(250, findings.fastLag().at(0.99));
    assertEquals(0, findings.slowLag().count());
  }

  @Test
  void shouldReadTheTimesOfAProcessWithAnOddName() {
    String stat = "42 (a (b) c) S 1 42 42 0 -1 4194304 1 2 3 4 250 50 30 20 20 0 9 0 99";

    assertEquals(3.0, ProcessUse.cpuSeconds(stat, false));
    assertEquals(3.5, ProcessUse.cpuSeconds(stat, true));
  }
}
