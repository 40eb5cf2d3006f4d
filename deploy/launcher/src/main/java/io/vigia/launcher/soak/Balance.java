package io.vigia.launcher.soak;

import io.vigia.launcher.soak.Records.Arrival;
import io.vigia.launcher.soak.Records.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was acknowledged against what has come. A statement is an episode with its status.
 *
 * @param sent statements that were acknowledged
 * @param arrived statements that came, each counted once
 * @param lost acknowledged, and never came
 * @param duplicated came under more than one id, so that a receiver cannot tell; one entry for each
 *     id too many
 * @param repeated came again under the same id, which at-least-once allows and the id collapses
 * @param unasked came without having been acknowledged
 * @param delays from the acknowledgement to the first arrival, shortest first
 */
record Balance(
    int sent,
    int arrived,
    List<String> lost,
    List<String> duplicated,
    int repeated,
    int unasked,
    List<Duration> delays) {

  Balance {
    lost = List.copyOf(lost);
    duplicated = List.copyOf(duplicated);
    delays = delays.stream().sorted().toList();
  }

  static Balance of(List<Sent> sent, List<Arrival> arrivals) {
    Map<String, Instant> acknowledged = new LinkedHashMap<>();
    for (Sent each : sent) {
      acknowledged.putIfAbsent(key(each.episode(), each.status()), Instant.parse(each.at()));
    }
    Map<String, Set<String>> ids = new LinkedHashMap<>();
    List<String> duplicated = new ArrayList<>();
    List<Duration> delays = new ArrayList<>();
    int repeated = 0;
    for (Arrival each : arrivals) {
      String key = key(each.episode(), each.status());
      Set<String> known = ids.computeIfAbsent(key, first -> new HashSet<>());
      Instant since = acknowledged.get(key);
      if (known.isEmpty() && since != null) {
        delays.add(Duration.between(since, Instant.parse(each.at())));
      }
      if (!known.isEmpty() && !known.contains(each.id())) {
        duplicated.add(key);
      }
      if (!known.add(each.id())) {
        repeated++;
      }
    }
    List<String> lost =
        acknowledged.keySet().stream().filter(key -> !ids.containsKey(key)).toList();
    int unasked = (int) ids.keySet().stream().filter(key -> !acknowledged.containsKey(key)).count();
    return new Balance(
        acknowledged.size(), ids.size(), lost, duplicated, repeated, unasked, delays);
  }

  boolean clean() {
    return lost.isEmpty() && duplicated.isEmpty();
  }

  /** In seconds; 0 when nothing came. */
  double medianDelay() {
    return delays.isEmpty() ? 0 : seconds(delays.get(delays.size() / 2));
  }

  /** In seconds; 0 when nothing came. */
  double longestDelay() {
    return delays.isEmpty() ? 0 : seconds(delays.get(delays.size() - 1));
  }

  private static double seconds(Duration delay) {
    return Math.max(0, delay.toMillis() / 10) / 100.0;
  }

  private static String key(String episode, String status) {
    return episode + " " + status;
  }
}
