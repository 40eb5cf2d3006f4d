package io.vigia.router.agent;

import io.vigia.router.agent.Liveness.Change;
import io.vigia.router.agent.Watched.Finding;
import io.vigia.router.agent.Watched.Reason;
import io.vigia.router.agent.Watched.Turn;
import io.vigia.router.maintenance.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one look changes. Pure: no clock, no I/O.
 *
 * @param turns agents that people hear of, or of whose site they do
 * @param cut the sites that are cut
 * @param again agents to look at again, and when, from now
 */
record Round(List<Turn> turns, List<Site> cut, Map<Watched, Duration> again) {

  Round {
    turns = List.copyOf(turns);
    cut = List.copyOf(cut);
    again = Map.copyOf(again);
  }

  /**
   * @param due agents whose time is up
   * @param sites theirs, as they stand
   */
  static Round of(
      List<Watched> due, List<Site> sites, Tolerance tolerance, Windows windows, Instant now) {
    var silent = new ArrayList<Watched>();
    var again = new LinkedHashMap<Watched, Duration>();
    var excused = new LinkedHashMap<String, Long>();
    for (Watched agent : due) {
      Finding finding = agent.judge(tolerance, windows, now);
      if (finding.reason() == Reason.SILENT) {
        silent.add(agent);
        continue;
      }
      again.put(agent, finding.again());
      agent.site().ifPresent(s -> excused.merge(agent.tenant() + "/" + s, 1L, Long::sum));
    }
    var cut = new LinkedHashMap<String, Site>();
    for (Site site : sites) {
      long held = excused.getOrDefault(site.key(), 0L);
      var judged = new Site(site.tenant(), site.name(), site.members() - held, site.quiet() - held);
      if (judged.isCut()) {
        cut.put(site.key(), judged);
      }
    }
    var turns = new ArrayList<Turn>();
    for (Watched agent : silent) {
      boolean withSite =
          agent.site().map(s -> cut.containsKey(agent.tenant() + "/" + s)).orElse(false);
      turns.add(new Turn(agent, withSite ? Change.CUT_OFF : Change.FELL_SILENT));
    }
    return new Round(turns, List.copyOf(cut.values()), again);
  }
}
