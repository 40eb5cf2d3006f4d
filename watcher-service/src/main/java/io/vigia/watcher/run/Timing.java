package io.vigia.watcher.run;

import io.vigia.watcher.template.Window;
import io.vigia.watcher.watch.Definition;
import io.vigia.watcher.watch.Delay;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Due times and windows of a definition. Pure. */
public final class Timing {

  private Timing() {}

  /** The first due time after an instant. */
  public static Instant after(Definition definition, Instant instant) {
    return definition.rhythm().after(instant, phase(definition));
  }

  /**
   * The due time to run instead of one that has come: itself, unless it is older than the
   * definition cares for and was not the last. Then the first that is not too old, or the last.
   */
  static Instant begin(Definition definition, Instant due, Instant now) {
    Instant oldest = now.minus(definition.catchUp());
    if (!due.isBefore(oldest) || after(definition, due).isAfter(now)) {
      return due;
    }
    Instant first = after(definition, oldest.minusMillis(1));
    return first.isAfter(now) ? last(definition, now) : first;
  }

  /** The last due time until an instant. */
  private static Instant last(Definition definition, Instant until) {
    Duration back = definition.rhythm().period();
    Instant found = after(definition, until.minus(back));
    while (found.isAfter(until)) {
      back = back.multipliedBy(2);
      found = after(definition, until.minus(back));
    }
    for (Instant next = found; !next.isAfter(until); next = after(definition, next)) {
      found = next;
    }
    return found;
  }

  /**
   * The stretch of event time that a run looks at.
   *
   * @param delay as it is now
   * @param askedUntil where the last window ended: if the measured delay has become shorter since,
   *     this one begins there, so that nothing lies between them
   */
  public static Window window(
      Definition definition, Instant due, Duration delay, @Nullable Instant askedUntil) {
    Instant to = due.minus(delay);
    Instant from = to.minus(definition.window());
    if (askedUntil != null
        && definition.delay() instanceof Delay.Auto
        && definition.window().compareTo(definition.rhythm().period()) >= 0
        && askedUntil.isBefore(from)
        && askedUntil.isAfter(from.minus(Lag.MOST))) {
      from = askedUntil;
    }
    return new Window(definition.timestamp(), from, to);
  }

  /** Watchers of one index run together, those of another at another time. */
  private static Duration phase(Definition definition) {
    Duration period = definition.rhythm().period();
    int hash = (definition.cluster() + "/" + definition.index()).hashCode() * 0x9E3779B9;
    return Duration.ofMillis(Math.floorMod((long) hash, period.toMillis()));
  }
}
