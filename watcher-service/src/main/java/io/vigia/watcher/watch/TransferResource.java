package io.vigia.watcher.watch;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Definitions out, and in again: first what would change, then the change. */
@Path("/api/v1/watchers")
class TransferResource {

  private final DefinitionStore definitions;
  private final Intake intake;
  private final DefinitionText text;
  private final CallerWiring caller;

  TransferResource(
      DefinitionStore definitions, Intake intake, DefinitionText text, CallerWiring caller) {
    this.definitions = definitions;
    this.intake = intake;
    this.text = text;
    this.caller = caller;
  }

  @GET
  @Path("export")
  @Produces({Intake.YAML, Intake.JSON})
  @RolesAllowed(Role.VIEW)
  public Uni<Response> export(
      @QueryParam("format") @DefaultValue("yaml") String format,
      @QueryParam("name") List<String> names) {
    if (!format.equals("yaml") && !format.equals("json")) {
      throw Refusal.invalid("format", "yaml or json is expected");
    }
    boolean hidden = Secrets.hiddenFrom(caller.caller());
    return definitions
        .present(caller.tenant(), names.isEmpty() ? null : names)
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(found -> exported(found, names, format.equals("yaml"), hidden));
  }

  private Response exported(List<Present> found, List<String> names, boolean yaml, boolean hidden) {
    names.stream()
        .filter(name -> found.stream().noneMatch(p -> p.name().equals(name)))
        .findFirst()
        .ifPresent(
            missing -> {
              throw Refusal.notFound("watcher", missing);
            });
    var definitions =
        found.stream()
            .sorted(Comparator.comparing(Present::name))
            .map(p -> text.brief(text.definition(p.text())))
            .map(brief -> hidden ? Secrets.without(brief) : brief)
            .toList();
    return Response.ok(yaml ? YamlForm.of(definitions) : definitions)
        .type(yaml ? Intake.YAML : Intake.JSON)
        .header(
            "Content-Disposition",
            "attachment; filename=\"watchers." + (yaml ? "yml" : "json") + "\"")
        .build();
  }

  /** Says what the definitions would change; nothing is changed. */
  @POST
  @Path("plan")
  @Blocking
  @Consumes({Intake.JSON, Intake.YAML, Intake.OLD_YAML, Intake.TEXT_YAML})
  @RolesAllowed(Role.OPERATE)
  public Uni<PlanView> plan(
      @HeaderParam("Content-Type") @Nullable String type,
      @QueryParam("prune") @DefaultValue("false") boolean prune,
      byte[] body) {
    var taken = intake.take(caller.tenant(), type, body);
    return definitions
        .present(caller.tenant(), prune ? null : taken.names())
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(there -> PlanView.of(plan(there, taken, prune), text));
  }

  /** Does what a plan says, all or nothing; refused when that is no longer what would change. */
  @POST
  @Path("apply")
  @Blocking
  @Consumes({Intake.JSON, Intake.YAML, Intake.OLD_YAML, Intake.TEXT_YAML})
  @RolesAllowed(Role.OPERATE)
  public Uni<PlanView.Applied> apply(
      @HeaderParam("Content-Type") @Nullable String type,
      @QueryParam("prune") @DefaultValue("false") boolean prune,
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("note") @Nullable String note,
      byte[] body) {
    if (plan == null) {
      throw Refusal.invalid("plan", "the plan's hash is required: ask /watchers/plan first");
    }
    By by = By.caller(caller.tenant(), caller.caller().name(), note);
    var taken = intake.take(by.tenant(), type, body);
    return definitions
        .change(by, prune ? null : taken.names(), there -> same(plan, plan(there, taken, prune)))
        .map(PlanView.Applied::of);
  }

  private DefinitionPlan plan(Collection<Present> there, Intake.Taken taken, boolean prune) {
    return DefinitionPlan.of(there, taken.wanted(), prune, text::today);
  }

  private static DefinitionPlan same(String expected, DefinitionPlan now) {
    if (!now.hash().equals(expected)) {
      throw Refusal.conflict(
          "something has changed since that plan, or it was another: plan again");
    }
    return now;
  }
}
