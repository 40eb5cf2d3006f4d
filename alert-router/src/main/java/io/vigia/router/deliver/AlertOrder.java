package io.vigia.router.deliver;

import io.vigia.contracts.Alert;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * The order of alerts within a notification: by job, by instance, then by all labels.
 *
 * @see <a href="https://github.com/prometheus/alertmanager/blob/main/types/types.go">Alertmanager,
 *     types.go, AlertSlice</a>
 */
final class AlertOrder implements Comparator<Alert> {

  static final AlertOrder ALERTMANAGERS = new AlertOrder();

  private static final Comparator<Alert> FIRST =
      Comparator.comparing((Alert alert) -> alert.labels().get("job"))
          .thenComparing(alert -> alert.labels().get("instance"));

  private AlertOrder() {}

  @Override
  public int compare(Alert a, Alert b) {
    int first = FIRST.compare(a, b);
    return first != 0 ? first : byLabels(a.labels().values(), b.labels().values());
  }

  /** Fewer labels first; then the first label in which they differ, and who lacks it leads. */
  private static int byLabels(SortedMap<String, String> a, SortedMap<String, String> b) {
    if (a.size() != b.size()) {
      return Integer.compare(a.size(), b.size());
    }
    var names = new TreeSet<>(a.keySet());
    names.addAll(b.keySet());
    return names.stream()
        .map(name -> value(a, name).compareTo(value(b, name)))
        .filter(compared -> compared != 0)
        .findFirst()
        .orElse(0);
  }

  /** No label has the value "". */
  private static String value(Map<String, String> labels, String name) {
    return labels.getOrDefault(name, "");
  }
}
