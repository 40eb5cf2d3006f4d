package io.vigia.agent.target;

import io.vigia.agent.AgentConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** All targets, from every source of configuration. */
@ApplicationScoped
public class TargetsWiring {

  private static final List<Target> HOST =
      List.of(
          host("host-disk", "host:disk?below=95", "HostDiskFull"),
          host("host-memory", "host:memory?below=97", "HostMemoryFull"));

  private final List<Target> targets;

  TargetsWiring(
      AgentConfig config,
      Config environment,
      @ConfigProperty(name = "vigia.suite.key") Optional<String> suiteKey) {
    var all = new ArrayList<Target>(HOST);
    Map<String, String> key = suiteKey.map(k -> Map.of("X-API-Key", k)).orElse(Map.of());
    config.suite().forEach((name, address) -> all.addAll(suite(name, address, key)));
    config.targets().forEach((name, target) -> all.add(configured(name, target)));
    for (String name : config.serviceNames().orElse(List.of())) {
      all.add(reference(name.strip(), environment));
    }
    this.targets = checked(all);
  }

  public List<Target> all() {
    return targets;
  }

  /** A restart follows liveness only; readiness is not judged while the service is dead. */
  private static List<Target> suite(String name, URI address, Map<String, String> key) {
    return List.of(
        new Target(
            name,
            name,
            address.resolve("/q/health/live"),
            key,
            "ServiceDown",
            "critical",
            Optional.of("restart-service"),
            Optional.empty()),
        new Target(
            name + "/ready",
            name,
            address.resolve("/q/health/ready"),
            key,
            "ServiceNotReady",
            "warning",
            Optional.empty(),
            Optional.of(name)));
  }

  private static Target configured(String name, AgentConfig.TargetConfig target) {
    return new Target(
        name,
        name,
        target.url(),
        target.headers(),
        target.alertname(),
        target.severity(),
        target.runbook(),
        target.parent());
  }

  private static Target reference(String name, Config environment) {
    String url =
        environment
            .getOptionalValue("SERVICE_URL_" + name, String.class)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "SERVICE_NAMES lists '"
                            + name
                            + "' but SERVICE_URL_"
                            + name
                            + " is not set"));
    var headers = new LinkedHashMap<String, String>();
    environment
        .getOptionalValue("SERVICE_HEADERS_" + name, String.class)
        .ifPresent(
            text -> {
              for (String pair : text.split(",", -1)) {
                int colon = pair.indexOf(':');
                if (colon > 0) {
                  headers.put(pair.substring(0, colon).strip(), pair.substring(colon + 1).strip());
                }
              }
            });
    return new Target(
        name,
        name,
        URI.create(url),
        headers,
        "ServiceDown",
        "critical",
        Optional.empty(),
        Optional.empty());
  }

  private static Target host(String name, String url, String alertname) {
    return new Target(
        name,
        "host",
        URI.create(url),
        Map.of(),
        alertname,
        "warning",
        Optional.empty(),
        Optional.empty());
  }

  private static List<Target> checked(List<Target> all) {
    var names = new HashSet<String>();
    for (Target target : all) {
      if (!names.add(target.name())) {
        throw new IllegalStateException("two targets are called " + target.name());
      }
    }
    for (Target target : all) {
      target
          .parent()
          .filter(parent -> !names.contains(parent))
          .ifPresent(
              parent -> {
                throw new IllegalStateException(
                    "target " + target.name() + ": there is no parent " + parent);
              });
    }
    return List.copyOf(all);
  }
}
