package io.vigia.watcher.watch;

import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Refusal;
import io.vigia.watcher.watch.VersionStore.VersionView;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a watcher was, and back to it. */
@Path("/api/v1/watchers")
class VersionResource {

  record Rollback(@Nullable Integer version, @Nullable String note) {}

  private final DefinitionStore definitions;
  private final VersionStore versions;
  private final Intake intake;
  private final DefinitionText text;
  private final CallerWiring caller;

  VersionResource(
      DefinitionStore definitions,
      VersionStore versions,
      Intake intake,
      DefinitionText text,
      CallerWiring caller) {
    this.definitions = definitions;
    this.versions = versions;
    this.intake = intake;
    this.text = text;
    this.caller = caller;
  }

  /** The newest first; those of a watcher that is gone as well. */
  @GET
  @Path("{watcher}/versions")
  @RolesAllowed(Role.VIEW)
  public Uni<List<VersionView>> versions(@PathParam("watcher") String key) {
    String tenant = caller.tenant();
    boolean hidden = Secrets.hiddenFrom(caller.caller());
    return definitions
        .name(tenant, key)
        .chain(name -> versions.of(tenant, name))
        .invoke(
            found -> {
              if (found.isEmpty()) {
                throw Refusal.notFound("watcher", key);
              }
            })
        .map(found -> hidden ? found.stream().map(VersionView::withoutSecrets).toList() : found);
  }

  /** An old version becomes the newest one; a watcher that was deleted is there again. */
  @POST
  @Path("{watcher}/rollback")
  @RolesAllowed(Role.OPERATE)
  public Uni<Response> rollback(
      @PathParam("watcher") String key,
      @HeaderParam("If-Match") @Nullable String match,
      @Nullable Rollback rollback) {
    if (rollback == null || rollback.version() == null) {
      throw Refusal.invalid("version", "the version to go back to is required");
    }
    int version = rollback.version();
    Integer expected = Expected.version(match, null);
    By by =
        By.caller(caller.tenant(), caller.caller().name(), rollback.note())
            .noting("rollback to version " + version);
    return definitions
        .name(by.tenant(), key)
        .chain(name -> versions.one(by.tenant(), name, version))
        .map(
            found ->
                found.orElseThrow(
                    () -> Refusal.notFound("version of watcher '" + key + "'", "" + version)))
        .map(old -> intake.again(by.tenant(), old.definition().toString()))
        .call(
            wanted ->
                definitions.change(
                    by, List.of(wanted.name()), there -> plan(there, wanted, expected)))
        .chain(wanted -> definitions.views(by.tenant(), List.of(wanted.name())))
        .map(views -> WatcherResource.answer(views.get(0)));
  }

  private DefinitionPlan plan(
      Collection<Present> there, Change.Wanted wanted, @Nullable Integer expected) {
    return there.isEmpty() && expected == null
        ? DefinitionPlan.additions(there, List.of(wanted))
        : DefinitionPlan.replacement(there, wanted, expected, text::today);
  }
}
