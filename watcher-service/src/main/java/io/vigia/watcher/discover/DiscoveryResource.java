package io.vigia.watcher.discover;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Refusal;
import io.vigia.watcher.discover.DiscoveryConfig.SourceConfig;
import io.vigia.watcher.discover.DiscoveryStore.Look;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The sources of the caller's tenant, and what a look at them would change. */
@Path("/api/v1/discovery")
class DiscoveryResource {

  /** A configured source; never its credentials. */
  record SourceView(
      String name, String kind, boolean enabled, Duration every, @Nullable Look last) {}

  /** What was planned, and whether it was carried out. */
  record Run(boolean applied, List<DiscoveryPlan> sources) {}

  private final DiscoveryConfig config;
  private final DiscoveryClient discovery;
  private final DiscoveryStore store;
  private final CallerWiring caller;

  DiscoveryResource(
      DiscoveryConfig config,
      DiscoveryClient discovery,
      DiscoveryStore store,
      CallerWiring caller) {
    this.config = config;
    this.discovery = discovery;
    this.store = store;
    this.caller = caller;
  }

  @GET
  @RolesAllowed(Role.VIEW)
  public Uni<List<SourceView>> all() {
    var own = own(null);
    return store
        .all(caller.tenant())
        .map(looks -> looks.stream().collect(Collectors.toMap(Look::source, Function.identity())))
        .map(
            looks ->
                own.entrySet().stream()
                    .map(e -> view(e.getKey(), e.getValue(), looks.get(e.getKey())))
                    .toList());
  }

  /**
   * @param apply false for the plan alone
   * @param source one of them by its name; all when absent
   */
  @POST
  @Path("run")
  @RolesAllowed(Role.OPERATE)
  public Uni<Run> run(
      @QueryParam("apply") @DefaultValue("false") boolean apply,
      @QueryParam("source") @Nullable String source) {
    var own = own(source);
    if (own.isEmpty() && source != null) {
      throw Refusal.notFound("source of discovery", source);
    }
    return Multi.createFrom()
        .iterable(own.entrySet())
        .onItem()
        .transformToUniAndConcatenate(e -> one(e.getKey(), e.getValue(), apply))
        .collect()
        .asList()
        .map(plans -> new Run(apply, plans));
  }

  private Uni<DiscoveryPlan> one(String name, SourceConfig source, boolean apply) {
    var plan = discovery.plan(name, source);
    return apply ? plan.chain(p -> discovery.apply(source, p)) : plan;
  }

  private Map<String, SourceConfig> own(@Nullable String name) {
    var own = new TreeMap<String, SourceConfig>();
    config.sources().entrySet().stream()
        .filter(e -> e.getValue().tenant().equals(caller.tenant()))
        .filter(e -> name == null || e.getKey().equals(name))
        .forEach(e -> own.put(e.getKey(), e.getValue()));
    return own;
  }

  private static SourceView view(String name, SourceConfig source, @Nullable Look last) {
    return new SourceView(name, source.kind(), source.enabled(), source.every(), last);
  }
}
