package io.vigia.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The memory of processes in bytes: proportional set size where the system tells it, since that
 * counts a page shared by several processes once, else resident set size.
 */
public final class Memory {

  private Memory() {}

  /** Of the process alone; 0 when it is gone or the system tells nothing. */
  public static long of(long pid) {
    Path process = Path.of("/proc", String.valueOf(pid));
    long proportional = kilobytes(process.resolve("smaps_rollup"), "Pss:");
    return (proportional > 0 ? proportional : kilobytes(process.resolve("status"), "VmRSS:")) << 10;
  }

  /** Of everything that the process has started, without itself. */
  public static long ofChildren(long pid) {
    return ProcessHandle.of(pid).stream()
        .flatMap(ProcessHandle::descendants)
        .mapToLong(child -> of(child.pid()))
        .sum();
  }

  private static long kilobytes(Path file, String field) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(field))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException gone) {
      return 0;
    }
  }
}
