package io.vigia.launcher.doctor;

import com.sun.management.OperatingSystemMXBean;
import io.vigia.launcher.suite.Footprint;
import io.vigia.launcher.suite.Suite;
import io.vigia.launcher.terminal.Terminal;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Free memory, plus what the suite has already if it is running. */
final class MemoryCheck implements Check {

  private static final long WANTED = 2L << 30;

  @Override
  public List<Finding> look(Suite suite) throws IOException {
    long available = available();
    long ours = suite.anyRunning() ? Footprint.of(suite).memoryInAll() : 0;
    String found =
        "%s of memory to be had%s"
            .formatted(
                Terminal.megabytes(available),
                ours > 0 ? ", beside the suite's " + Terminal.megabytes(ours) : "");
    return List.of(
        available + ours >= WANTED
            ? Finding.good("%s", found)
            : Finding.bad(
                found, "end other programs: the suite takes " + Terminal.megabytes(WANTED)));
  }

  /** Caches count as free; a container's limit counts. */
  private static long available() throws IOException {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long free = system.getFreeMemorySize();
    Path table = Path.of("/proc/meminfo");
    if (!Files.isReadable(table)) {
      return free;
    }
    long machine =
        Files.readAllLines(table).stream()
            .filter(line -> line.startsWith("MemAvailable:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
            .findFirst()
            .orElse(free);
    return Math.min(machine, system.getTotalMemorySize());
  }
}
