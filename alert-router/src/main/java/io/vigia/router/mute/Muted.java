package io.vigia.router.mute;

import io.vigia.contracts.Labels;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which of some alerts are not told now, and why.
 *
 * @param silencedBy ids of silences, by an alert's fingerprint
 * @param inhibitedBy fingerprints of the alerts that inhibit, likewise
 * @param mutedBy names of the time intervals in which their route tells nobody, likewise
 */
public record Muted(
    Map<String, List<String>> silencedBy,
    Map<String, List<String>> inhibitedBy,
    Map<String, List<String>> mutedBy) {

  public static final Muted NONE = new Muted(Map.of(), Map.of(), Map.of());

  public Muted {
    silencedBy = Map.copyOf(silencedBy);
    inhibitedBy = Map.copyOf(inhibitedBy);
    mutedBy = Map.copyOf(mutedBy);
  }

  /** All of them, by the times of their route. */
  public static Muted by(List<String> intervals, Collection<Labels> alerts) {
    return new Muted(
        Map.of(),
        Map.of(),
        alerts.stream()
            .map(Labels::fingerprint)
            .distinct()
            .collect(Collectors.toMap(fingerprint -> fingerprint, fingerprint -> intervals)));
  }

  public List<String> silencedBy(String fingerprint) {
    return silencedBy.getOrDefault(fingerprint, List.of());
  }

  public List<String> inhibitedBy(String fingerprint) {
    return inhibitedBy.getOrDefault(fingerprint, List.of());
  }

  public List<String> mutedBy(String fingerprint) {
    return mutedBy.getOrDefault(fingerprint, List.of());
  }

  public boolean isMuted(String fingerprint) {
    return silencedBy.containsKey(fingerprint)
        || inhibitedBy.containsKey(fingerprint)
        || mutedBy.containsKey(fingerprint);
  }

  /** The fingerprints of those that are. */
  public Set<String> all() {
    var all = new TreeSet<>(silencedBy.keySet());
    all.addAll(inhibitedBy.keySet());
    all.addAll(mutedBy.keySet());
    return all;
  }
}
