package io.vigia.kit.log;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Lets a thing that may happen thousands of times a second be logged once in a while. Keys must be
 * few: they are kept.
 */
public final class Seldom {

  private record Last(Instant at, long leftOut) {}

  private final Duration pause;
  private final Map<String, Last> last = new HashMap<>();

  public Seldom(Duration pause) {
    this.pause = pause;
  }

  /**
   * @return how many were left out since the last one; empty when this one is to be left out
   */
  public synchronized OptionalLong next(String key, Instant now) {
    Last before = last.get(key);
    if (before != null && now.isBefore(before.at().plus(pause))) {
      last.put(key, new Last(before.at(), before.leftOut() + 1));
      return OptionalLong.empty();
    }
    last.put(key, new Last(now, 0));
    return OptionalLong.of(before == null ? 0 : before.leftOut());
  }
}
