package io.vigia.benchmarks.data;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Documents spread evenly over indices and over three hours of event time.
 *
 * @param documents in all indices together
 * @param seed of everything that chance decides
 * @param base the first instant of event time
 */
public record DataSet(long documents, int indices, long seed, Instant base) {

  /** How much event time the documents cover. */
  public static final Duration SPAN = Duration.ofHours(3);

  /** The values of the field {@code service}; the last one has three times the documents. */
  public static final List<String> SERVICES =
      List.of("cart", "catalog", "checkout", "login", "mail", "payment", "search", "stock");

  public DataSet {
    if (indices < 1 || documents < indices) {
      throw new IllegalArgumentException(
          "%d documents in %d indices".formatted(documents, indices));
    }
  }

  /** Tells sets of different sizes and seeds apart, which may be kept side by side. */
  public String name() {
    return "bench-%d-%d-%d".formatted(documents, indices, seed);
  }

  /** The same documents at another time. */
  DataSet at(Instant other) {
    return new DataSet(documents, indices, seed, other);
  }

  /** The name of an index; each data set has indices of its own. */
  public String index(int number) {
    return "%s-%03d".formatted(name(), number);
  }

  /** How many documents an index has; the first ones take what does not divide evenly. */
  public long documentsOf(int index) {
    return documents / indices + (index < documents % indices ? 1 : 0);
  }

  /**
   * The query delay with which a window that ends now is so far into the data that it and all
   * windows of the next hours lie within. Whole seconds.
   *
   * @param lead how long a window is at most
   * @param duration how long windows are asked for
   */
  public Duration delay(Instant now, Duration lead, Duration duration) {
    if (lead.plus(duration).compareTo(SPAN) > 0) {
      throw new IllegalArgumentException(
          "the data cover %d minutes, too few for %d minutes of windows"
              .formatted(SPAN.toMinutes(), lead.plus(duration).toMinutes()));
    }
    return Duration.ofSeconds(Duration.between(base.plus(lead), now).toSeconds());
  }
}
