package io.vigia.watcher.watch;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** When a watcher runs. Due times lie on a grid, so that replicas and restarts agree on them. */
public sealed interface Rhythm {

  /** After the last due time of a clock that ends. */
  Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  /** The first due time after the instant. */
  Instant after(Instant instant, Duration phase);

  /** The shortest time between two runs, about. */
  Duration period();

  /**
   * At whole multiples of a time, counted from the epoch and moved by the phase: watchers of one
   * index have one phase and are asked together, those of others at another time.
   */
  record Every(Duration period) implements Rhythm {
    @Override
    public Instant after(Instant instant, Duration phase) {
      long step = period.toMillis();
      long offset = Math.floorMod(phase.toMillis(), step);
      long since = instant.toEpochMilli() - offset;
      return Instant.ofEpochMilli((Math.floorDiv(since, step) + 1) * step + offset);
    }
  }

  /** When the clock says so; the phase does not count. */
  record Clockwork(Cron cron, ZoneId zone) implements Rhythm {
    @Override
    public Instant after(Instant instant, Duration phase) {
      return ExecutionTime.forCron(cron)
          .nextExecution(instant.atZone(zone))
          .map(ZonedDateTime::toInstant)
          .orElse(NEVER);
    }

    @Override
    public Duration period() {
      Instant first = after(Instant.EPOCH, Duration.ZERO);
      Instant second = after(first, Duration.ZERO);
      return second.equals(NEVER) ? Duration.ofDays(366) : Duration.between(first, second);
    }
  }

  /**
   * @throws IllegalArgumentException naming the field at fault
   */
  static Rhythm of(@Nullable Duration every, @Nullable String cron, @Nullable String timezone) {
    if (cron == null) {
      if (every == null || every.toMillis() < 1000 || every.compareTo(Duration.ofDays(366)) > 0) {
        throw new IllegalArgumentException("every: between 1s and 366d");
      }
      return new Every(every);
    }
    try {
      int fields = cron.trim().split("\\s+").length;
      var type = fields == 5 ? CronType.UNIX : CronType.QUARTZ;
      Cron parsed =
          new CronParser(CronDefinitionBuilder.instanceDefinitionFor(type)).parse(cron).validate();
      var rhythm = new Clockwork(parsed, ZoneId.of(timezone == null ? "UTC" : timezone));
      if (rhythm.after(Instant.EPOCH, Duration.ZERO).equals(NEVER)) {
        throw new IllegalArgumentException("it never comes");
      }
      return rhythm;
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("timezone: '" + timezone + "' is unknown", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("cron: " + e.getMessage(), e);
    }
  }
}
