package io.vigia.watcher.watch;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.vigia.kit.yaml.Durations;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/** How long after their event time documents are waited for. */
public sealed interface Delay {

  /** No delay is longer. */
  Duration MOST = Duration.ofDays(366);

  Delay NONE = new Fixed(Duration.ZERO);

  /** So long. */
  record Fixed(Duration time) implements Delay {
    public Fixed {
      if (time.isNegative() || time.compareTo(MOST) > 0) {
        throw new IllegalArgumentException("delay: between 0s and 366d");
      }
    }
  }

  /** As long as the newest documents of the index have needed lately. */
  record Auto() implements Delay {}

  /**
   * @param text {@code auto}, {@code 30s} or {@code PT30S}
   */
  @JsonCreator
  static Delay of(String text) {
    if (text.equals("auto")) {
      return new Auto();
    }
    try {
      return new Fixed(text.startsWith("P") ? Duration.parse(text) : Durations.parse(text));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "delay: '" + text + "' is neither auto nor a duration such as 30s", e);
    }
  }

  /** YAML reads {@code 0} as a number. */
  @JsonCreator
  static Delay of(long number) {
    return of(String.valueOf(number));
  }

  @JsonValue
  default String text() {
    return this instanceof Fixed fixed ? Durations.text(fixed.time()) : "auto";
  }
}
