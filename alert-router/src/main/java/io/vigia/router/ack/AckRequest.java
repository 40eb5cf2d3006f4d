package io.vigia.router.ack;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vigia.kit.problem.Refusal;
import io.vigia.kit.yaml.Durations;
import io.vigia.router.audit.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person says who takes something on.
 *
 * @param until when it ends; or else
 * @param time how long it lasts, such as {@code 4h}
 */
record AckRequest(
    @Nullable String note, @Nullable Instant until, @JsonProperty("for") @Nullable String time) {

  static final int MAX_NOTE = 4_000;

  static final AckRequest EMPTY = new AckRequest(null, null, null);

  /**
   * @throws Refusal naming the field at fault
   */
  Wish wish(String owner, Duration lasts, Duration atMost, Instant now) {
    if (note != null && (note.length() > MAX_NOTE || note.indexOf('\0') >= 0)) {
      throw Refusal.invalid("note", "at most " + MAX_NOTE + " characters, none of them NUL");
    }
    return new Wish(owner, note == null ? "" : note, expiry(lasts, atMost, now));
  }

  /**
   * @param until when it expires
   */
  record Wish(String owner, String note, Instant until) {

    /** What the audit keeps of it. */
    Change change(String action, String object) {
      return new Change(action, object, Map.of("note", note, "until", until.toString()));
    }
  }

  private Instant expiry(Duration lasts, Duration atMost, Instant now) {
    if (until != null && time != null) {
      throw Refusal.invalid("for", "'until' and 'for' exclude each other");
    }
    String field = until != null ? "until" : "for";
    Instant latest = now.plus(atMost);
    Instant expiry = until != null ? until : now.plus(time == null ? lasts : parsed(time));
    if (!expiry.isAfter(now) || expiry.isAfter(latest)) {
      throw Refusal.invalid(
          field, "it must lie ahead, and not more than " + Durations.text(atMost));
    }
    return expiry;
  }

  private static Duration parsed(String time) {
    try {
      Duration parsed = Durations.parse(time);
      return parsed.compareTo(Duration.ofDays(36_500)) > 0 ? Duration.ofDays(36_500) : parsed;
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("for", String.valueOf(e.getMessage()));
    } catch (ArithmeticException e) {
      throw Refusal.invalid("for", "it is too long");
    }
  }
}
