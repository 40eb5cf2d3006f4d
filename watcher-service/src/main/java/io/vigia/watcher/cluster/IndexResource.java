package io.vigia.watcher.cluster;

import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/** The indices that a watcher can watch. */
@Path("/api/v1/indices")
class IndexResource {

  private final MappingClient mapping;

  IndexResource(MappingClient mapping) {
    this.mapping = mapping;
  }

  /**
   * Patterns first, then names.
   *
   * @param total how many there are
   */
  record Indices(int total, List<String> indices) {}

  /**
   * @param q a part of the name
   */
  @GET
  @RolesAllowed(Role.VIEW)
  public Uni<Indices> matching(
      @QueryParam("cluster") @DefaultValue(ClusterSpec.DEFAULT) String cluster,
      @QueryParam("q") @DefaultValue("") String q,
      @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
    return names(cluster, q)
        .map(all -> new Indices(all.size(), all.stream().limit(limit).toList()));
  }

  private Uni<List<String>> names(String cluster, String q) {
    try {
      return mapping.indices(cluster, q);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("q", String.valueOf(e.getMessage()));
    }
  }
}
