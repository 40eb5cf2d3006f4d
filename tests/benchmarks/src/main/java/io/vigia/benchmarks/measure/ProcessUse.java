package io.vigia.benchmarks.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process has used, as Linux tells it.
 *
 * @param cpuSeconds since its start, in user and kernel mode
 * @param bytes of memory now: proportional set size, or resident where that is hidden
 * @param peakBytes the largest resident set so far
 */
public record ProcessUse(double cpuSeconds, long bytes, long peakBytes) {

  /** Linux counts in hundredths of a second on every architecture that Java runs on. */
  private static final double TICKS = 100;

  private static final int USER = 11;
  private static final int KERNEL = 12;
  private static final int ENDED_USER = 13;
  private static final int ENDED_KERNEL = 14;

  public static ProcessUse of(long pid) {
    Path process = Path.of("/proc", String.valueOf(pid));
    long proportional = kilobytes(process.resolve("smaps_rollup"), "Pss:");
    Path status = process.resolve("status");
    return new ProcessUse(
        cpu(pid, false),
        (proportional > 0 ? proportional : kilobytes(status, "VmRSS:")) << 10,
        kilobytes(status, "VmHWM:") << 10);
  }

  /** CPU seconds of everything that a process has started, also of what has ended since. */
  static double cpuOfDescendants(long pid) {
    return ProcessHandle.of(pid).stream()
        .flatMap(ProcessHandle::descendants)
        .mapToDouble(child -> cpu(child.pid(), true))
        .sum();
  }

  /**
   * From a line of {@code /proc/PID/stat}; the name in it may hold blanks and brackets.
   *
   * @param ended counts the children that have ended, too
   */
  static double cpuSeconds(String stat, boolean ended) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[USER]) + Long.parseLong(fields[KERNEL]);
    if (ended) {
      ticks += Long.parseLong(fields[ENDED_USER]) + Long.parseLong(fields[ENDED_KERNEL]);
    }
    return ticks / TICKS;
  }

  private static double cpu(long pid, boolean ended) {
    try {
      return cpuSeconds(Files.readString(Path.of("/proc", String.valueOf(pid), "stat")), ended);
    } catch (IOException gone) {
      return 0;
    }
  }

  private static long kilobytes(Path file, String field) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(field))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException gone) {
      return 0;
    }
  }
}
