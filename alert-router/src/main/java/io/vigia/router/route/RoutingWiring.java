package io.vigia.router.route;

import io.quarkus.runtime.Startup;
import io.vigia.kit.yaml.YamlFault;
import io.vigia.router.RouterConfig;
import io.vigia.router.route.RoutingMapper.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The routing in force. A file that is wrong stops the start, but never a running router. */
@Startup(RoutingWiring.BEFORE_THE_CHANNELS)
@ApplicationScoped
public class RoutingWiring {

  static final int BEFORE_THE_CHANNELS = -500;

  private static final String BUILT_IN = "/routing/alertmanager.yml";

  private final RouterConfig config;
  private final RoutingMapper mapper;
  private final Clock clock;
  private volatile Routing current;
  private volatile Instant readAt;
  private volatile boolean lastReadWorked = true;

  RoutingWiring(RouterConfig config, RoutingMapper mapper, Clock clock) {
    this.config = config;
    this.mapper = mapper;
    this.clock = clock;
    this.current = read();
    this.readAt = clock.instant();
  }

  public Routing current() {
    return current;
  }

  /**
   * Reads the files again.
   *
   * @throws YamlFault when they are wrong; what was in force stays
   */
  void reload() {
    lastReadWorked = false;
    current = read();
    readAt = clock.instant();
    lastReadWorked = true;
  }

  /** When what is in force was read. */
  public Instant readAt() {
    return readAt;
  }

  /** Whether the files were right when they were last read. */
  public boolean lastReadWorked() {
    return lastReadWorked;
  }

  /** A number that tells one configuration from another. */
  public int hash() {
    return current.text().hashCode();
  }

  /**
   * Reads another configuration in place of the file's; what is in force stays. Its templates lie
   * in the folder of that file. Blocks.
   *
   * @param receivers the text of a file with receivers, in place of those of the folder
   * @throws YamlFault when it is wrong
   */
  public Routing proposed(String text, Optional<String> receivers) {
    try {
      Path inForce = config.config().orElse(Path.of(BUILT_IN));
      return mapper.readProposed(
          new Source(inForce.resolveSibling("config").toString(), text),
          receivers.isPresent()
              ? List.of(new Source("receivers", receivers.get()))
              : receiverFiles());
    } catch (IOException e) {
      throw new UncheckedIOException("receivers cannot be read: " + e.getMessage(), e);
    }
  }

  private Routing read() {
    try {
      return mapper.read(tree(), receiverFiles());
    } catch (IOException e) {
      throw new UncheckedIOException("routing files cannot be read: " + e.getMessage(), e);
    }
  }

  private List<Source> receiverFiles() throws IOException {
    var parts = new ArrayList<Source>();
    if (config.receiversDir().isPresent() && Files.isDirectory(config.receiversDir().get())) {
      try (Stream<Path> files = Files.list(config.receiversDir().get())) {
        for (Path file : files.filter(f -> f.toString().endsWith(".yml")).sorted().toList()) {
          parts.add(source(file));
        }
      }
    }
    return List.copyOf(parts);
  }

  private Source tree() throws IOException {
    if (config.config().isPresent()) {
      return source(config.config().get());
    }
    try (InputStream in = RoutingWiring.class.getResourceAsStream(BUILT_IN)) {
      if (in == null) {
        throw new IOException(BUILT_IN + " is missing");
      }
      return new Source(BUILT_IN, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static Source source(Path file) throws IOException {
    return new Source(file.toString(), Files.readString(file));
  }
}
