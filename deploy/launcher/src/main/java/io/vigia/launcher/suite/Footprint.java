package io.vigia.launcher.suite;

import io.vigia.launcher.process.Memory;
import io.vigia.launcher.process.ProcessIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a running suite takes.
 *
 * @param memory bytes of each part's processes, by the part's name
 * @param disk bytes in the home, where the system can tell
 */
public record Footprint(Map<String, Long> memory, OptionalLong disk) {

  public Footprint {
    memory = Collections.unmodifiableMap(new LinkedHashMap<>(memory));
  }

  public static Footprint of(Suite suite) throws IOException {
    Map<String, Long> memory = new LinkedHashMap<>();
    Optional<ProcessIdentity> platform = suite.platform().process();
    if (platform.isPresent()) {
      long pid = platform.get().pid();
      memory.put("kafka and opensearch", Memory.of(pid));
      memory.put("postgresql", Memory.ofChildren(pid));
    }
    for (ServiceProcess service : suite.services()) {
      Optional<ProcessIdentity> process = service.running();
      if (process.isPresent()) {
        memory.put(service.service().title(), Memory.of(process.get().pid()));
      }
    }
    return new Footprint(memory, diskOf(suite.installation().home()));
  }

  public long memoryInAll() {
    return memory.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Asks {@code du}, because Kafka's files are sparse and the JDK only knows their length. */
  private static OptionalLong diskOf(Path folder) {
    try {
      Process du =
          new ProcessBuilder("du", "-sk", folder.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String text = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return OptionalLong.of(Long.parseLong(text.split("\\s", -1)[0]) << 10);
    } catch (IOException | NumberFormatException noSuchProgram) {
      return OptionalLong.empty();
    }
  }
}
