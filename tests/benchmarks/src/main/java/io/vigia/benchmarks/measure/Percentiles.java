package io.vigia.benchmarks.measure;

import java.util.Arrays;

/** Values in order. Percentiles are values that were there: the nearest rank. */
public record Percentiles(double[] sorted) {

  public static Percentiles of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Percentiles(sorted);
  }

  /**
   * @param share 0.99 for the value that 99 % do not exceed
   * @return 0 when there are no values
   */
  public double at(double share) {
    if (sorted.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(rank, 1) - 1];
  }

  public double highest() {
    return at(1);
  }

  public int count() {
    return sorted.length;
  }
}
