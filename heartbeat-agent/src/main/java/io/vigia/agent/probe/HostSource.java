package io.vigia.agent.probe;

import com.sun.management.OperatingSystemMXBean;
import io.vigia.contracts.Heartbeat;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine itself: processor, memory and the disk that holds the root folder. */
@ApplicationScoped
public class HostSource {

  private static final Path MEMINFO = Path.of("/proc/meminfo");
  private static final double MEGABYTE = 1024.0 * 1024.0;

  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  public Heartbeat.Host now() {
    double total = system.getTotalMemorySize();
    double used = total - available();
    var root = new File("/");
    double disk =
        root.getTotalSpace() == 0
            ? 0
            : 100.0 * (root.getTotalSpace() - root.getUsableSpace()) / root.getTotalSpace();
    return new Heartbeat.Host(
        tenth(Math.max(0, system.getCpuLoad()) * 100),
        tenth(100 * used / total),
        tenth(used / MEGABYTE),
        tenth(disk));
  }

  /** Linux counts its caches as available; the JDK's free memory does not. */
  private double available() {
    if (!Files.isReadable(MEMINFO)) {
      return system.getFreeMemorySize();
    }
    try (var lines = Files.lines(MEMINFO)) {
      return lines
          .filter(line -> line.startsWith("MemAvailable:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D+", "")) * 1024)
          .findFirst()
          .orElse(system.getFreeMemorySize());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double tenth(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
