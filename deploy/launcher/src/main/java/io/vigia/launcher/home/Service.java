package io.vigia.launcher.home;

import io.vigia.launcher.terminal.Failure;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The five services. */
public enum Service implements Listener {
  ALERT_ROUTER("alert-router", 8080, "VIGIA_ROUTER_PORT"),
  WATCHER_SERVICE("watcher-service", 8081, "VIGIA_WATCHER_PORT"),
  HEARTBEAT_AGENT("heartbeat-agent", 8082, "VIGIA_AGENT_PORT"),
  ANOMALY_SERVICE("anomaly-service", 8083, "VIGIA_ANOMALY_PORT"),
  REMEDIATION_WEBHOOK("remediation-webhook", 8084, "VIGIA_REMEDIATION_PORT");

  private final String title;
  private final int defaultPort;
  private final String variable;

  Service(String title, int defaultPort, String variable) {
    this.title = title;
    this.defaultPort = defaultPort;
    this.variable = variable;
  }

  /** The environment variable that gives its JVM another heap than 128 MB, such as 256m. */
  public String memoryVariable() {
    return variable.replace("_PORT", "_MEMORY");
  }

  /** The service of that name; the failure for any other name lists all. */
  public static Service named(String name) {
    return Arrays.stream(values())
        .filter(service -> service.title.equals(name))
        .findFirst()
        .orElseThrow(
            () -> Failure.usage("there is no service '%s'; the services are %s", name, names()));
  }

  public static String names() {
    return Arrays.stream(values()).map(Service::title).collect(Collectors.joining(", "));
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public int defaultPort() {
    return defaultPort;
  }

  @Override
  public String variable() {
    return variable;
  }
}
