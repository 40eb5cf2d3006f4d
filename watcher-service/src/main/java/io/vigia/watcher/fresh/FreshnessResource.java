package io.vigia.watcher.fresh;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Refusal;
import io.vigia.watcher.fresh.MonitorStore.Writing;
import io.vigia.watcher.watch.Secrets;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** r4's {@code monitor_config} over HTTP: one row a service. */
@Path("/api/v1/freshness")
class FreshnessResource {

  private final MonitorStore store;
  private final CallerWiring caller;

  FreshnessResource(MonitorStore store, CallerWiring caller) {
    this.store = store;
    this.caller = caller;
  }

  /**
   * @param after a {@code service_type}: the page that follows it
   */
  @GET
  @RolesAllowed(Role.VIEW)
  public Uni<List<MonitorView>> list(
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") @DefaultValue("1000") @Min(1) @Max(1000) int limit) {
    return store
        .list(caller.tenant(), after, limit)
        .map(all -> all.stream().map(this::shown).toList());
  }

  @GET
  @Path("{service_type}")
  @RolesAllowed(Role.VIEW)
  public Uni<MonitorView> one(@PathParam("service_type") String name) {
    return store.find(caller.tenant(), name).map(found -> shown(known(name, found)));
  }

  @POST
  @RolesAllowed(Role.OPERATE)
  public Uni<Response> add(MonitorForm form) {
    String name = R4Export.name(present(form));
    return store
        .add(writing(), name, form)
        .chain(() -> view(name, form))
        .map(made -> Response.created(address(name)).entity(made).build());
  }

  @PUT
  @Path("{service_type}")
  @RolesAllowed(Role.OPERATE)
  public Uni<MonitorView> put(@PathParam("service_type") String name, MonitorForm form) {
    String said = present(form).serviceType();
    if (said != null && !said.equals(name)) {
      throw Refusal.invalid("service_type", "the path says " + name);
    }
    return store.put(writing(), name, form).chain(() -> view(name, form));
  }

  @DELETE
  @Path("{service_type}")
  @RolesAllowed(Role.OPERATE)
  public Uni<Void> remove(@PathParam("service_type") String name) {
    return store
        .remove(caller.tenant(), caller.caller().name(), name)
        .invoke(
            was -> {
              if (!was) {
                throw Refusal.notFound("freshness monitor", name);
              }
            })
        .replaceWithVoid();
  }

  /** Takes r4's tables as they were exported; each row stands for itself. */
  @POST
  @Path("import")
  @RolesAllowed(Role.OPERATE)
  public Uni<List<R4Export.Taken>> take(R4Export export) {
    if (export == null) {
      throw Refusal.invalid("monitor_config", "is required");
    }
    Writing by = writing();
    return Multi.createFrom()
        .iterable(export.monitorConfig())
        .onItem()
        .transformToUniAndConcatenate(row -> take(by, export, row))
        .collect()
        .asList();
  }

  private Uni<R4Export.Taken> take(Writing by, R4Export export, MonitorForm row) {
    return Uni.createFrom()
        .deferred(() -> store.put(by, R4Export.name(row), export.completed(row)))
        .map(isNew -> R4Export.Taken.of(row, isNew, export.notes(row)))
        .onFailure(Refusal.class)
        .recoverWithItem(no -> R4Export.Taken.refused(row, (Refusal) no));
  }

  private Uni<MonitorView> view(String name, MonitorForm form) {
    return store
        .find(caller.tenant(), name)
        .map(found -> known(name, found).noting(R4Export.NONE.notes(form)));
  }

  /** Addresses of webhooks hold tokens: only who may change them sees them. */
  private MonitorView shown(MonitorView view) {
    return Secrets.hiddenFrom(caller.caller()) ? view.masked() : view;
  }

  private Writing writing() {
    var who = caller.caller();
    return new Writing(who.tenant(), who.name(), "api");
  }

  private static MonitorView known(String name, Optional<MonitorView> found) {
    return found.orElseThrow(() -> Refusal.notFound("freshness monitor", name));
  }

  private static MonitorForm present(MonitorForm form) {
    if (form == null) {
      throw Refusal.invalid("service_type", "a monitor is expected in the body");
    }
    return form;
  }

  private static URI address(String name) {
    String escaped = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    return URI.create("/api/v1/freshness/" + escaped);
  }
}
