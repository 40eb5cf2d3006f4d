package io.vigia.anomaly.series;

import java.time.Instant;
import java.util.Optional;

/**
 * Running statistics of one series, in constant memory. Pure: no clock, no I/O.
 *
 * @param m2 the sum of squared distances from the mean
 * @param lastTime the newest point taken in; points that are not newer were taken in before
 * @see <a href="https://doi.org/10.1080/00401706.1962.10490022">B. P. Welford, Note on a method for
 *     calculating corrected sums of squares and products, 1962</a>
 */
public record Statistics(
    long count,
    double mean,
    double m2,
    double minimum,
    double maximum,
    double last,
    Instant lastTime) {

  public static Statistics first(double value, Instant time) {
    return new Statistics(1, value, 0, value, value, value, time);
  }

  /** Empty when the point is not newer than the last: it came twice, or too late. */
  public Optional<Statistics> with(double value, Instant time) {
    if (!time.isAfter(lastTime)) {
      return Optional.empty();
    }
    long n = count + 1;
    double distance = value - mean;
    double newMean = mean + distance / n;
    return Optional.of(
        new Statistics(
            n,
            newMean,
            m2 + distance * (value - newMean),
            Math.min(minimum, value),
            Math.max(maximum, value),
            value,
            time));
  }

  /** The sample's standard deviation; 0 for a single point. */
  public double deviation() {
    return count < 2 ? 0 : Math.sqrt(m2 / (count - 1));
  }
}
