package io.vigia.router.mute;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which of some alerts are not told now, and why.
 *
 * @param silencedBy ids of silences, by an alert's fingerprint
 * @param inhibitedBy fingerprints of the alerts that inhibit, likewise
 */
public record Muted(Map<String, List<String>> silencedBy, Map<String, List<String>> inhibitedBy) {

  public static final Muted NONE = new Muted(Map.of(), Map.of());

  public Muted {
    silencedBy = Map.copyOf(silencedBy);
    inhibitedBy = Map.copyOf(inhibitedBy);
  }

  public List<String> silencedBy(String fingerprint) {
    return silencedBy.getOrDefault(fingerprint, List.of());
  }

  public List<String> inhibitedBy(String fingerprint) {
    return inhibitedBy.getOrDefault(fingerprint, List.of());
  }

  public boolean isMuted(String fingerprint) {
    return silencedBy.containsKey(fingerprint) || inhibitedBy.containsKey(fingerprint);
  }

  /** The fingerprints of those that are. */
  public Set<String> all() {
    var all = new TreeSet<>(silencedBy.keySet());
    all.addAll(inhibitedBy.keySet());
    return all;
  }
}
