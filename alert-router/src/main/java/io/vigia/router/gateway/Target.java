package io.vigia.router.gateway;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A service behind the gateway. */
enum Target {
  WATCHER("watcher-service"),
  HEARTBEAT("heartbeat-agent"),
  ANOMALY("anomaly-service"),
  REMEDIATION("remediation-webhook");

  private final String application;

  Target(String application) {
    this.application = application;
  }

  /** The application name, for which tokens are signed. */
  String application() {
    return application;
  }

  /** The name in the path. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Target> named(String name) {
    return Arrays.stream(values()).filter(t -> t.wireName().equals(name)).findFirst();
  }

  static String names() {
    return Arrays.stream(values()).map(Target::wireName).collect(Collectors.joining(", "));
  }
}
