package io.vigia.kit.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Files of a watched folder that are gone, but not for long enough to believe it: an editor that
 * replaces a file takes it away for a moment. For one thread at a time.
 */
public final class Absence {

  /** So long a file must be gone. */
  static final Duration BELIEVED = Duration.ofSeconds(9);

  private final Map<String, Instant> since = new HashMap<>();

  /**
   * @param gone all that were there and are not now
   * @return those of them that shall count as they were
   */
  public Set<String> doubted(Set<String> gone, Instant now) {
    since.keySet().retainAll(gone);
    gone.forEach(file -> since.putIfAbsent(file, now));
    var doubted = new HashSet<>(gone);
    doubted.removeIf(file -> !now.isBefore(since.getOrDefault(file, now).plus(BELIEVED)));
    return doubted;
  }

  /** Whether everything is there. */
  public boolean isNone() {
    return since.isEmpty();
  }
}
