package io.vigia.benchmarks.proxy;

/** Counts of what passed a proxy, from its start on. */
public final class Traffic {

  /**
   * The counts at one moment.
   *
   * @param requests of any kind
   * @param searches singly, also those that travelled together
   * @param slow requests that were kept waiting
   * @param failed requests that the cluster did not answer
   * @param waiting requests under way, slow ones included
   * @param mostWaiting the most of them at any time
   * @param clusterMillis how long the cluster took for all answers together
   */
  public record Counts(
      long requests,
      long searches,
      long slow,
      long failed,
      int waiting,
      int mostWaiting,
      long clusterMillis) {

    /** What came since an earlier moment. */
    public Counts since(Counts earlier) {
      return new Counts(
          requests - earlier.requests,
          searches - earlier.searches,
          slow - earlier.slow,
          failed - earlier.failed,
          waiting,
          mostWaiting,
          clusterMillis - earlier.clusterMillis);
    }
  }

  private long requests;
  private long searches;
  private long slowOnes;
  private long failures;
  private int waiting;
  private int mostWaiting;
  private long clusterNanos;

  public synchronized Counts counts() {
    return new Counts(
        requests, searches, slowOnes, failures, waiting, mostWaiting, clusterNanos / 1_000_000);
  }

  synchronized void begun(int ofThem, boolean slow) {
    requests++;
    searches += ofThem;
    slowOnes += slow ? 1 : 0;
    waiting++;
    mostWaiting = Math.max(mostWaiting, waiting);
  }

  synchronized void ended(long nanos, boolean failed) {
    waiting--;
    failures += failed ? 1 : 0;
    clusterNanos += nanos;
  }
}
