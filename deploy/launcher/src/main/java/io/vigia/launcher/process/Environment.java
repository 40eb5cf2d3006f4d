package io.vigia.launcher.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The environment of the suite's processes. A restarted service gets that of its running siblings:
 * a runbook that restarts it may have a bare environment, and would else lose settings that a
 * person gave at {@code ./vigia up}. Nothing of it is kept on disk.
 */
public final class Environment {

  private Environment() {}

  /** Empty where the system does not tell it. */
  public static Optional<Map<String, String>> of(ProcessIdentity process) {
    Path file = Path.of("/proc", String.valueOf(process.pid()), "environ");
    try {
      Map<String, String> values = new HashMap<>();
      for (String entry : Files.readString(file, StandardCharsets.ISO_8859_1).split("\0", -1)) {
        int equals = entry.indexOf('=');
        if (equals > 0) {
          values.put(utf8(entry.substring(0, equals)), utf8(entry.substring(equals + 1)));
        }
      }
      return values.isEmpty() ? Optional.empty() : Optional.of(values);
    } catch (IOException hidden) {
      return Optional.empty();
    }
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
