package io.vigia.benchmarks.data;

/** How many documents a disk has room for. */
public final class Room {

  /** What a document takes, its share of segments that are being merged included. */
  static final long BYTES_PER_DOCUMENT = 250;

  /** Left to everybody else. */
  static final long SPARE_BYTES = 3L << 30;

  private static final long ROUND = 100_000;

  private Room() {}

  /**
   * @param wanted documents
   * @param freeBytes of the disk
   * @return as many as wanted, or fewer, rounded down
   */
  public static long documents(long wanted, long freeBytes) {
    long fits = Math.max(0, freeBytes - SPARE_BYTES) / BYTES_PER_DOCUMENT;
    return fits >= wanted ? wanted : fits / ROUND * ROUND;
  }
}
