package io.vigia.router.alert;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Remediation;
import io.vigia.contracts.Alert.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a source said about an alert, with what it is found by.
 *
 * @param key the alert's, computed once
 * @param digest of everything that is said beside the labels and the times, and of how the router
 *     sorts alerts now: two of the same digest are of the same content in the same groups
 */
record Observation(Alert alert, String fingerprint, String key, long digest) {

  /** One order in which alerts are locked. */
  static final Comparator<Observation> ORDER = Comparator.comparing(Observation::key);

  /** A source whose clock is further ahead would freeze its alerts until then. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  /**
   * @param sorting changes when the router sorts alerts in another way
   */
  static Observation of(Alert seen, long sorting, Instant now) {
    Alert alert = seen.observedAt().isAfter(now.plus(CLOCK_SKEW)) ? seen.observedAt(now) : seen;
    String fingerprint = alert.labels().fingerprint();
    return new Observation(
        alert, fingerprint, alert.tenant() + "/" + fingerprint, digest(alert, sorting));
  }

  /** The same alert in the state that it has come to. */
  Observation as(Alert next) {
    return new Observation(next, fingerprint, key, digest);
  }

  boolean isFiring() {
    return alert.status() == Status.FIRING;
  }

  /**
   * Those of which the last speaks for all of its alert, because they all say the same: if the
   * alert that is known says so too, only the times have moved.
   */
  static List<Observation> steady(Collection<Observation> observations) {
    Map<String, Observation> last = new TreeMap<>();
    Set<String> changing = new HashSet<>();
    for (Observation seen : observations) {
      Observation before = last.put(seen.key(), seen);
      if (!seen.isFiring() || (before != null && !seen.repeats(before))) {
        changing.add(seen.key());
      }
    }
    last.keySet().removeAll(changing);
    return List.copyOf(last.values());
  }

  private boolean repeats(Observation before) {
    return digest == before.digest
        && alert.startsAt().equals(before.alert.startsAt())
        && !alert.observedAt().isBefore(before.alert.observedAt());
  }

  /** By their keys; of several of one alert the last. */
  static Map<String, Observation> byKey(Collection<Observation> observations) {
    Map<String, Observation> found = new HashMap<>();
    observations.forEach(seen -> found.put(seen.key(), seen));
    return found;
  }

  private static long digest(Alert alert, long sorting) {
    long annotations = 0; // a sum, since a map has no order
    for (var each : alert.annotations().entrySet()) {
      annotations += add(add(OFFSET, each.getKey()), each.getValue());
    }
    long hash = add((OFFSET ^ sorting) * PRIME ^ annotations, alert.source());
    hash = add(hash, alert.generatorURL());
    hash = (hash ^ (alert.value() == null ? 1 : alert.value().hashCode())) * PRIME;
    Remediation wish = alert.remediation();
    return wish == null ? hash : add(add(hash, wish.runbook()), wish.target());
  }

  /** FNV-1a, a character at a time, and its length so that no two texts run together. */
  private static long add(long hash, @Nullable String text) {
    if (text == null) {
      return hash * PRIME;
    }
    long sum = hash;
    for (int i = 0; i < text.length(); i++) {
      sum = (sum ^ text.charAt(i)) * PRIME;
    }
    return (sum ^ text.length()) * PRIME;
  }
}
