package io.vigia.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One stretch of firing of one alert. Its text form, {@code fingerprint-epochMillis}, travels
 * unchanged from the first event to the last notification.
 */
public record Episode(String fingerprint, Instant startsAt) {

  public Episode {
    startsAt = startsAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * @throws IllegalArgumentException when the text is not {@code fingerprint-epochMillis}
   */
  @JsonCreator
  public static Episode parse(String text) {
    int dash = text.indexOf('-');
    try {
      long millis = Long.parseLong(text.substring(dash + 1));
      return new Episode(text.substring(0, dash), Instant.ofEpochMilli(millis));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("not an episode: " + text, e);
    }
  }

  @JsonValue
  @Override
  public String toString() {
    return fingerprint + "-" + startsAt.toEpochMilli();
  }
}
