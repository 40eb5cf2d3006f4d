package io.vigia.remediation.runbook;

import io.quarkus.runtime.Startup;
import io.vigia.contracts.Labels;
import io.vigia.remediation.RemediationConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The runbooks: the built-in ones, and those of the configured folder. */
@Startup(RunbookWiring.BEFORE_THE_CHANNELS)
@ApplicationScoped
public class RunbookWiring {

  static final int BEFORE_THE_CHANNELS = -500;

  private static final List<String> BUILT_IN = List.of("restart-service");

  private final Map<String, Runbook> runbooks = new TreeMap<>();

  RunbookWiring(RemediationConfig config, RunbookMapper mapper) {
    try {
      for (String name : BUILT_IN) {
        add(mapper.read(name + ".yml (built in)", builtIn(name)));
      }
      Optional<Path> folder = config.runbooksDir().filter(Files::isDirectory);
      if (folder.isPresent()) {
        try (Stream<Path> files = Files.list(folder.get())) {
          for (Path file : files.filter(f -> f.toString().endsWith(".yml")).sorted().toList()) {
            add(mapper.read(file.toString(), Files.readString(file)));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("runbooks cannot be read: " + e.getMessage(), e);
    }
  }

  public Collection<Runbook> all() {
    return List.copyOf(runbooks.values());
  }

  public Optional<Runbook> named(String name) {
    return Optional.ofNullable(runbooks.get(name));
  }

  /** Those that take an alert by their matchers. */
  public List<Runbook> matching(Labels labels) {
    return runbooks.values().stream().filter(r -> r.targetOf(labels).isPresent()).toList();
  }

  private void add(Runbook runbook) {
    runbooks.put(runbook.name(), runbook);
  }

  private static String builtIn(String name) throws IOException {
    try (InputStream in = RunbookWiring.class.getResourceAsStream("/runbooks/" + name + ".yml")) {
      if (in == null) {
        throw new IOException("the built-in runbook " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
