package io.vigia.launcher.soak;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What became of all that was acknowledged, from the raw records alone.
 *
 * @param incidents how often each kind of incident happened
 */
record Account(Balance alerts, Balance repairs, Map<String, Long> incidents) {

  static Account of(Records records) {
    var byUse =
        records.sent().stream()
            .collect(Collectors.partitioningBy(each -> each.status().equals(Records.REPAIR)));
    return new Account(
        Balance.of(byUse.getOrDefault(false, List.of()), records.received()),
        Balance.of(byUse.getOrDefault(true, List.of()), records.acted()),
        records.incidents().stream()
            .collect(Collectors.groupingBy(Records.Incident::what, Collectors.counting())));
  }

  /** Whether something was put at stake and nothing of it was lost or doubled. */
  boolean holds() {
    return alerts.clean() && repairs.clean() && alerts.sent() > 0 && count("killed") > 0;
  }

  long count(String what) {
    return incidents.getOrDefault(what, 0L);
  }

  /** The figures of the last line, in this order. */
  Map<String, Object> figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("sent", alerts.sent());
    figures.put("delivered", alerts.arrived());
    figures.put("duplicated", alerts.duplicated().size());
    figures.put("lost", alerts.lost().size());
    figures.put("kills", count("killed"));
    figures.put("repeated", alerts.repeated());
    figures.put("unasked", alerts.unasked());
    figures.put("median_s", alerts.medianDelay());
    figures.put("longest_s", alerts.longestDelay());
    figures.put("executions_sent", repairs.sent());
    figures.put("executions_acted", repairs.arrived());
    figures.put("executions_duplicated", repairs.duplicated().size());
    figures.put("executions_lost", repairs.lost().size());
    figures.put("executions_repeated", repairs.repeated());
    figures.put("executions_longest_s", repairs.longestDelay());
    figures.put("pauses", count("paused"));
    figures.put("repaired_by_suite", count("repaired"));
    figures.put("revived_by_soak", count("revived"));
    return figures;
  }
}
