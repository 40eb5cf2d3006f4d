package io.vigia.kit.deliver;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a receiver answered. */
public sealed interface Receipt {

  /** It has it. */
  record Taken() implements Receipt {}

  /** There was nothing in it for this receiver. */
  record NotConcerned(String why) implements Receipt {}

  /** It may take it later. */
  record NotNow(String why, Optional<Duration> retryAfter) implements Receipt {}

  /** It will never take this one. */
  record Rejected(String why) implements Receipt {}

  /**
   * The meaning of an HTTP answer.
   *
   * @param retryAfter the header of that name, in seconds
   */
  static Receipt ofHttp(int status, @Nullable String retryAfter) {
    if (status >= 200 && status < 300) {
      return new Taken();
    }
    String why = "HTTP " + status;
    if (status == 400 || status == 413 || status == 422) {
      return new Rejected(why);
    }
    return new NotNow(why, seconds(retryAfter));
  }

  /** Where nothing may be sent, a later try would be refused too. */
  static Receipt ofRefusal(Throwable refusal) {
    return new Rejected(String.valueOf(refusal.getMessage()));
  }

  private static Optional<Duration> seconds(@Nullable String text) {
    return text == null || !text.matches("\\d{1,6}")
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(Long.parseLong(text)));
  }
}
