package io.vigia.watcher.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.Role;
import io.vigia.watcher.cluster.Search.Lane;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The clusters, as they are now. They are the installation's, not a tenant's. */
@Path("/api/v1/clusters")
class ClusterResource {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final ClusterWiring clusters;

  ClusterResource(ClusterWiring clusters) {
    this.clusters = clusters;
  }

  /**
   * A cluster.
   *
   * @param dialect {@code elasticsearch} or {@code opensearch}; absent when it is not reached
   * @param supported whether it is one of the versions that are said to work
   * @param detail why it is not reached
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ClusterView(
      String name,
      boolean reachable,
      @Nullable String dialect,
      @Nullable String version,
      @Nullable Boolean supported,
      @Nullable String detail,
      Lanes lanes) {}

  /** How much of each lane is used. */
  record Lanes(Turns.Usage fast, Turns.Usage slow) {}

  @GET
  @RolesAllowed(Role.VIEW)
  public Uni<List<ClusterView>> all() {
    List<Uni<ClusterView>> views = clusters.all().stream().map(ClusterResource::view).toList();
    return Uni.join().all(views).andFailFast();
  }

  private static Uni<ClusterView> view(ClusterClient cluster) {
    return cluster
        .askDialect(PATIENCE)
        .map(
            dialect ->
                new ClusterView(
                    cluster.spec().name(),
                    true,
                    dialect.product().word(),
                    dialect.version(),
                    dialect.supported(),
                    null,
                    lanes(cluster)))
        .onFailure(Unanswered.class)
        .recoverWithItem(
            why ->
                new ClusterView(
                    cluster.spec().name(),
                    false,
                    null,
                    null,
                    null,
                    ((Unanswered) why).detail(),
                    lanes(cluster)));
  }

  private static Lanes lanes(ClusterClient cluster) {
    return new Lanes(cluster.usage(Lane.FAST), cluster.usage(Lane.SLOW));
  }
}
