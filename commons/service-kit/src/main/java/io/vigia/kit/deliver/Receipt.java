package io.vigia.kit.deliver;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a receiver answered. */
public sealed interface Receipt {

  /** Of a reason no more is kept, whatever a receiver answers. */
  int MAX_WHY = 2000;

  /** It has it. */
  record Taken() implements Receipt {}

  /** There was nothing in it for this receiver. */
  record NotConcerned(String why) implements Receipt {
    public NotConcerned {
      why = storable(why);
    }
  }

  /** It may take it later. */
  record NotNow(String why, Optional<Duration> retryAfter) implements Receipt {
    public NotNow {
      why = storable(why);
    }
  }

  /** It will never take this one. */
  record Rejected(String why) implements Receipt {
    public Rejected {
      why = storable(why);
    }
  }

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

  /** PostgreSQL takes no NUL in a text. */
  private static String storable(String why) {
    return why.substring(0, Math.min(MAX_WHY, why.length())).replace('\0', ' ');
  }

  private static Optional<Duration> seconds(@Nullable String text) {
    return text == null || !text.matches("\\d{1,6}")
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(Long.parseLong(text)));
  }
}
