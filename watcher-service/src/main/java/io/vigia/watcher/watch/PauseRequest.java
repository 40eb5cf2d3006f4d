package io.vigia.watcher.watch;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vigia.kit.problem.Refusal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A wish that a watcher does not run.
 *
 * @param until when it goes on by itself
 * @param time or after which time; with neither it waits to be resumed
 * @param reason for those who wonder
 */
record PauseRequest(
    @Nullable Instant until,
    @JsonProperty("for") @Nullable Duration time,
    @Nullable String reason) {

  private static final Duration LONGEST = Duration.ofDays(366);

  PauseRequest {
    if (until != null && time != null) {
      throw new IllegalArgumentException("until: either until or for, not both");
    }
    if (reason != null && reason.length() > 500) {
      throw new IllegalArgumentException("reason: at most 500 characters");
    }
  }

  /** When it ends; {@link WatcherMapper#UNTIL_RESUMED} when it does not by itself. */
  Instant end(Instant now) {
    if (until == null && time == null) {
      return WatcherMapper.UNTIL_RESUMED;
    }
    Instant end = until != null ? until : now.plus(time == null ? Duration.ZERO : time);
    if (!end.isAfter(now) || end.isAfter(now.plus(LONGEST))) {
      throw Refusal.invalid(
          until == null ? "for" : "until", "a time within the next 366 days is expected");
    }
    return end;
  }
}
