package io.vigia.router.push;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * When a job is expected to report.
 *
 * @param every the time between two reports; null with a cron expression
 * @param cron five fields as in crontab; null with an interval
 * @param zone in which the expression is meant
 * @param grace how much later a report may come
 * @param timeout how long the job may run after it said that it starts
 */
record Schedule(
    @Nullable Duration every,
    @Nullable String cron,
    String zone,
    Duration grace,
    Duration timeout) {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final int MAX_CRON = 200;

  private static final CronParser CRON =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  /**
   * @throws IllegalArgumentException naming the field at fault
   */
  Schedule {
    if ((every == null) == (cron == null)) {
      throw new IllegalArgumentException("every: either 'every' or 'cron' is expected");
    }
    if (every != null) {
      bounded("every", every, SHORTEST);
    }
    bounded("grace", grace, Duration.ZERO);
    bounded("timeout", timeout, SHORTEST);
    if (cron != null) {
      try {
        if (cron.length() > MAX_CRON) {
          throw new IllegalArgumentException("at most " + MAX_CRON + " characters");
        }
        executions(cron);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("cron: " + e.getMessage(), e);
      }
    }
    try {
      ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("zone: '" + zone + "' is not a time zone", e);
    }
  }

  private static void bounded(String field, Duration time, Duration shortest) {
    if (time.compareTo(shortest) < 0 || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(field + ": from " + shortest.toSeconds() + "s to 366d");
    }
  }

  private static ExecutionTime executions(String cron) {
    return ExecutionTime.forCron(CRON.parse(cron));
  }

  /** When the next report is expected. */
  Instant next(Instant after) {
    if (cron == null) {
      return after.plus(every == null ? LONGEST : every);
    }
    return executions(cron)
        .nextExecution(after.atZone(ZoneId.of(zone)))
        .map(next -> next.toInstant())
        .orElse(after.plus(LONGEST));
  }

  @JsonIgnore
  boolean isEverDue(Instant now) {
    return cron == null || executions(cron).nextExecution(now.atZone(ZoneId.of(zone))).isPresent();
  }
}
