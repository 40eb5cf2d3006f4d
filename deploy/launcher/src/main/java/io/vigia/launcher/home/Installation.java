package io.vigia.launcher.home;

import io.vigia.launcher.terminal.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where things are: the checkout with what is built, and the home with what a suite keeps.
 *
 * @param root the checkout
 * @param home {@code VIGIA_HOME}, by default {@code .vigia} in the checkout
 */
public record Installation(Path root, Path home) {

  public Installation {
    root = root.toAbsolutePath().normalize();
    home = home.toAbsolutePath().normalize();
  }

  /** From the system properties that the script {@code vigia} sets. */
  public static Installation ofSystemProperties() {
    return new Installation(Path.of(property("vigia.root")), Path.of(property("vigia.home")));
  }

  /** The script itself. */
  public Path script() {
    return root.resolve("vigia");
  }

  /** The folder of a packaged service. */
  public Path application(Service service) {
    return root.resolve(service.title()).resolve("target/quarkus-app");
  }

  public Path jarOf(Service service) {
    return application(service).resolve("quarkus-run.jar");
  }

  /** The jars of the local platform. */
  public Path platformLibrary() {
    return root.resolve("deploy/local-platform/target/platform/lib");
  }

  /** The parts that are not built. */
  public List<String> notBuilt() {
    List<String> missing = new ArrayList<>();
    if (!Files.exists(platformLibrary().resolve("local-platform.jar"))) {
      missing.add("local-platform");
    }
    for (Service service : Service.values()) {
      if (!Files.exists(jarOf(service))) {
        missing.add(service.title());
      }
    }
    return missing;
  }

  /** The jars of the programs that {@code ./vigia bench} starts. */
  public Path benchmarksLibrary() {
    return root.resolve("tests/benchmarks/target/benchmarks/lib");
  }

  public Path platform() {
    return home.resolve("platform");
  }

  public Path config() {
    return home.resolve("config");
  }

  public Path configOf(Service service) {
    return config().resolve(service.title() + ".properties");
  }

  /** A person's own settings for a service; they win over {@link #configOf}. */
  public Path localConfigOf(Service service) {
    return config().resolve(service.title() + ".local.properties");
  }

  public Path receivers() {
    return config().resolve("receivers.d");
  }

  public Path data() {
    return home.resolve("data");
  }

  public Path logs() {
    return home.resolve("logs");
  }

  /** The log of a service or of the platform. */
  public Path logOf(String part) {
    return logs().resolve(part + ".log");
  }

  public Path run() {
    return home.resolve("run");
  }

  public Path adminKey() {
    return home.resolve("admin.key");
  }

  public Path suiteKey() {
    return home.resolve("suite.key");
  }

  /** Signs the tokens of the router's gateway. */
  public Path gatewayKey() {
    return home.resolve("gateway.key");
  }

  /** What the other services check those tokens with. */
  public Path gatewayPublicKey() {
    return home.resolve("gateway.pub");
  }

  public Path keys() {
    return home.resolve("keys.json");
  }

  public Path remediationLog() {
    return home.resolve("remediation_log.txt");
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null || value.isBlank()) {
      throw Failure.usage("%s is not set: start this through the script ./vigia", name);
    }
    return value;
  }
}
