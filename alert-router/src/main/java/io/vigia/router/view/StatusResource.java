package io.vigia.router.view;

import io.vigia.kit.identity.Role;
import io.vigia.router.route.RoutingWiring;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Alertmanager's API v2: what runs here, since when, with what configuration. There are no peers:
 * replicas know one another by the database alone.
 */
@Path("/api/v2/status")
class StatusResource {

  /**
   * @param original the configuration as YAML, without secrets and comments
   */
  record Config(String original) {}

  record Cluster(String name, String status, List<String> peers) {}

  record Status(Cluster cluster, Map<String, String> versionInfo, Config config, Instant uptime) {}

  private static final Cluster CLUSTER = new Cluster("", "disabled", List.of());

  private final RoutingWiring routing;
  private final String version;
  private final Instant started;

  StatusResource(
      RoutingWiring routing,
      @ConfigProperty(name = "quarkus.application.version") String version,
      Clock clock) {
    this.routing = routing;
    this.version = version;
    this.started = clock.instant();
  }

  /** {@code uptime} is the time of the start. */
  @GET
  @RolesAllowed(Role.VIEW)
  public Status status() {
    var versions =
        Map.of(
            "branch", "",
            "buildDate", "",
            "buildUser", "",
            "goVersion", "",
            "revision", "vigia",
            "version", version);
    return new Status(CLUSTER, versions, new Config(routing.current().text()), started);
  }
}
