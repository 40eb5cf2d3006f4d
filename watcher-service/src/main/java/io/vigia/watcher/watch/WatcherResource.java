package io.vigia.watcher.watch;

import static io.vigia.watcher.watch.Intake.JSON;
import static io.vigia.watcher.watch.Intake.OLD_YAML;
import static io.vigia.watcher.watch.Intake.TEXT_YAML;
import static io.vigia.watcher.watch.Intake.YAML;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The watchers of the caller's tenant. */
@Path("/api/v1/watchers")
class WatcherResource {

  private final WatcherStore watchers;
  private final DefinitionStore definitions;
  private final Intake intake;
  private final DefinitionText text;
  private final CallerWiring caller;

  WatcherResource(
      WatcherStore watchers,
      DefinitionStore definitions,
      Intake intake,
      DefinitionText text,
      CallerWiring caller) {
    this.watchers = watchers;
    this.definitions = definitions;
    this.intake = intake;
    this.text = text;
    this.caller = caller;
  }

  @GET
  @RolesAllowed(Role.VIEW)
  public Uni<List<WatcherView>> list(
      @QueryParam("after") @Nullable String after,
      @QueryParam("name") @Nullable String name,
      @QueryParam("prefix") @Nullable String prefix,
      @QueryParam("template") @Nullable String template,
      @QueryParam("index") @Nullable String index,
      @QueryParam("enabled") @Nullable String enabled,
      @QueryParam("limit") @DefaultValue("1000") @Min(1) @Max(1000) int limit) {
    if (enabled != null && !enabled.equals("true") && !enabled.equals("false")) {
      throw Refusal.invalid("enabled", "true or false is expected");
    }
    var filter =
        new WatcherStore.Filter(
            after, name, prefix, template, index, enabled == null ? null : "true".equals(enabled));
    return watchers
        .list(caller.tenant(), filter, limit)
        .map(views -> views.stream().map(this::shown).toList());
  }

  @GET
  @Path("{watcher}")
  @RolesAllowed(Role.VIEW)
  public Uni<Response> one(@PathParam("watcher") String key) {
    return watchers.one(caller.tenant(), key).map(this::shown).map(WatcherResource::answer);
  }

  @POST
  @Blocking
  @Consumes({JSON, YAML, OLD_YAML, TEXT_YAML})
  @RolesAllowed(Role.OPERATE)
  public Uni<Response> add(
      @HeaderParam("Content-Type") @Nullable String type,
      @QueryParam("note") @Nullable String note,
      byte[] body) {
    By by = by(note);
    Intake.Taken taken = intake.take(by.tenant(), type, body);
    return definitions
        .change(by, taken.names(), there -> DefinitionPlan.additions(there, taken.wanted()))
        .chain(done -> definitions.views(by.tenant(), taken.names()))
        .map(
            views ->
                taken.list()
                    ? Response.status(201).entity(views).build()
                    : Response.fromResponse(answer(views.get(0)))
                        .status(201)
                        .location(URI.create(views.get(0).links().getOrDefault("self", "/")))
                        .build());
  }

  @PUT
  @Path("{watcher}")
  @Blocking
  @Consumes({JSON, YAML, OLD_YAML, TEXT_YAML})
  @RolesAllowed(Role.OPERATE)
  public Uni<Response> change(
      @PathParam("watcher") String key,
      @HeaderParam("Content-Type") @Nullable String type,
      @HeaderParam("If-Match") @Nullable String match,
      @QueryParam("version") @Nullable Integer version,
      @QueryParam("note") @Nullable String note,
      byte[] body) {
    By by = by(note);
    Integer expected = Expected.version(match, version);
    var wanted = intake.take(by.tenant(), type, body).one();
    return definitions
        .name(by.tenant(), key)
        .invoke(
            name -> {
              if (!name.equals(wanted.name())) {
                throw Refusal.invalid(
                    "name", "'" + name + "' is expected: a watcher keeps its name");
              }
            })
        .chain(
            name ->
                definitions.change(
                    by,
                    List.of(name),
                    there -> DefinitionPlan.replacement(there, wanted, expected, text::today)))
        .chain(done -> definitions.views(by.tenant(), List.of(wanted.name())))
        .map(views -> answer(views.get(0)));
  }

  @DELETE
  @Path("{watcher}")
  @RolesAllowed(Role.OPERATE)
  public Uni<Void> delete(
      @PathParam("watcher") String key,
      @HeaderParam("If-Match") @Nullable String match,
      @QueryParam("version") @Nullable Integer version,
      @QueryParam("note") @Nullable String note) {
    By by = by(note);
    Integer expected = Expected.version(match, version);
    return definitions
        .name(by.tenant(), key)
        .chain(
            name ->
                definitions.change(
                    by, List.of(name), there -> DefinitionPlan.removal(there, name, expected)))
        .replaceWithVoid();
  }

  private By by(@Nullable String note) {
    return By.caller(caller.tenant(), caller.caller().name(), note);
  }

  private WatcherView shown(WatcherView view) {
    return Secrets.hiddenFrom(caller.caller()) ? view.withoutSecrets() : view;
  }

  static Response answer(WatcherView view) {
    return Response.ok(view).header("ETag", "\"" + view.version() + "\"").build();
  }
}
