package io.vigia.watcher.run;

import io.vigia.watcher.template.Window;
import io.vigia.watcher.watch.Definition;
import io.vigia.watcher.watch.Delay;
import io.vigia.watcher.watch.Rhythm;
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
   * The due time that follows a run. Each is made up for, however late, unless it is older than the
   * definition cares for.
   */
  static Instant next(Definition definition, Instant due, Instant now) {
    Instant next = after(definition, due);
    Instant oldest = now.minus(definition.catchUp());
    return next.isBefore(oldest) ? after(definition, oldest) : next;
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

  /** The due time whose window has been closed for as long as documents may be late. */
  static Instant closed(Definition definition, Instant due) {
    Rhythm rhythm = definition.rhythm();
    if (!(rhythm instanceof Rhythm.Every every)) {
      return after(definition, due.minus(definition.late()).minusMillis(1));
    }
    long periods =
        Math.max(1, -Math.floorDiv(-definition.late().toMillis(), every.period().toMillis()));
    return due.minus(every.period().multipliedBy(periods));
  }

  /** Watchers of one index run together, those of another at another time. */
  private static Duration phase(Definition definition) {
    Duration period = definition.rhythm().period();
    int hash = (definition.cluster() + "/" + definition.index()).hashCode() * 0x9E3779B9;
    return Duration.ofMillis(Math.floorMod((long) hash, period.toMillis()));
  }
}
