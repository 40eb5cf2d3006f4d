package io.vigia.router.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long it took, over the closed incidents whose last alert ended in a span.
 *
 * @param byRepair the same for each kind of repair that occurred
 * @param byRunbook the same for each runbook that repaired, the most frequent 100
 */
record IncidentStatistics(
    Instant from, Instant to, Figures all, List<Figures> byRepair, List<Figures> byRunbook) {

  /**
   * @param name of the kind of repair, or of the runbook; null for all
   * @param detect MTTD and its kin, see {@link Times}
   * @param acknowledge MTTA
   * @param repair MTTR
   */
  record Figures(
      @Nullable String name,
      long incidents,
      Distribution detect,
      Distribution tell,
      Distribution acknowledge,
      Distribution repair) {}

  /**
   * @param count of the incidents in which it came so far; the others are null when it is 0
   */
  record Distribution(
      long count, @Nullable Duration mean, @Nullable Duration median, @Nullable Duration p90) {}
}
