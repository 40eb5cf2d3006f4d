package io.vigia.launcher.doctor;

import io.vigia.launcher.suite.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The hard limit, because each JVM raises its own soft limit to it. */
final class FileLimitCheck implements Check {

  private static final long LEAST = 4_096;
  private static final int HARD = 1;

  @Override
  public List<Finding> look(Suite suite) throws IOException {
    Path limits = Path.of("/proc/self/limits");
    if (!Files.isReadable(limits)) {
      return List.of();
    }
    return Files.readAllLines(limits).stream()
        .filter(line -> line.startsWith("Max open files"))
        .map(
            line ->
                judge(line.substring("Max open files".length()).strip().split("\\s+", -1)[HARD]))
        .toList();
  }

  static Finding judge(String hard) {
    boolean enough = hard.equals("unlimited") || Long.parseLong(hard) >= LEAST;
    return enough
        ? Finding.good("%s open files allowed", hard)
        : Finding.bad(
            "only %s open files allowed".formatted(hard),
            "raise the hard limit to %d (ulimit -Hn, /etc/security/limits.conf)".formatted(LEAST));
  }
}
