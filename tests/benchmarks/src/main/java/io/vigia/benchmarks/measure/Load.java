package io.vigia.benchmarks.measure;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** CPU and memory of the processes while the watchers run, seen every few seconds. */
public final class Load {

  /**
   * One look.
   *
   * @param seconds since the first
   * @param service CPU seconds since the first look, as the others
   */
  record Look(
      double seconds,
      double service,
      double openSearch,
      double postgres,
      long serviceBytes,
      double loadAverage) {}

  private final long service;
  private final long platform;
  private final List<Look> looks = new ArrayList<>();
  private final long begun = System.nanoTime();
  private final Look first;
  private long peakBytes;

  public Load(long service, long platform) {
    this.service = service;
    this.platform = platform;
    this.first = now(new Look(0, 0, 0, 0, 0, 0));
  }

  /** Looks once more. */
  public void look() {
    looks.add(now(first));
  }

  List<Look> looks() {
    return List.copyOf(looks);
  }

  /** CPU seconds of the service since the first look, for each second of it. */
  public double serviceCores() {
    return last().service() / Math.max(1, last().seconds());
  }

  /** The last look: it counts all CPU since the first. */
  Look last() {
    return looks.isEmpty() ? new Look(1, 0, 0, 0, 0, 0) : looks.get(looks.size() - 1);
  }

  /** The most memory at any look. */
  public long mostBytes() {
    return looks.stream().mapToLong(Look::serviceBytes).max().orElse(0);
  }

  /** The largest resident set since the service's start, with pages that it shares with others. */
  long peakBytes() {
    return peakBytes;
  }

  private Look now(Look since) {
    ProcessUse use = ProcessUse.of(service);
    peakBytes = use.peakBytes();
    return new Look(
        (System.nanoTime() - begun) / 1e9,
        use.cpuSeconds() - since.service,
        ProcessUse.of(platform).cpuSeconds() - since.openSearch,
        ProcessUse.cpuOfDescendants(platform) - since.postgres,
        use.bytes(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
