package io.vigia.router.rehearse;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One test of a test file: what happens, and who is to be told of it when.
 *
 * @param start where the fake clock begins; other times are counted from it
 * @param timeline its observations and silences, at real times
 * @param complete whether nobody may be told of anything else
 */
record RoutingCase(
    String name, Instant start, Timeline timeline, List<Expected> expected, boolean complete) {

  RoutingCase {
    expected = List.copyOf(expected);
  }

  /**
   * @param alerts some labels of each alert in it; unchecked when absent
   */
  record Expected(
      Duration at, String receiver, Status status, Optional<List<Map<String, String>>> alerts) {

    boolean isMet(Told told, Instant start) {
      return told.at().equals(start.plus(at))
          && told.receiver().equals(receiver)
          && told.status() == status
          && alerts.map(wanted -> areMet(wanted, told.alerts())).orElse(true);
    }

    /** Each by one of its own; who asks for most labels chooses first. */
    private static boolean areMet(List<Map<String, String>> wanted, List<Alert> told) {
      var left = new ArrayList<>(told);
      for (Map<String, String> labels :
          wanted.stream().sorted((a, b) -> b.size() - a.size()).toList()) {
        Optional<Alert> taken = left.stream().filter(a -> has(a.labels(), labels)).findFirst();
        if (taken.isEmpty()) {
          return false;
        }
        left.remove(taken.get());
      }
      return left.isEmpty();
    }

    private static boolean has(Labels labels, Map<String, String> wanted) {
      return wanted.entrySet().stream()
          .allMatch(label -> labels.get(label.getKey()).equals(label.getValue()));
    }
  }
}
