package io.vigia.watcher.rehearse;

import static io.vigia.watcher.watch.Intake.JSON;
import static io.vigia.watcher.watch.Intake.OLD_YAML;
import static io.vigia.watcher.watch.Intake.TEXT_YAML;
import static io.vigia.watcher.watch.Intake.YAML;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Refusal;
import io.vigia.watcher.template.TemplateStore;
import io.vigia.watcher.watch.Definition;
import io.vigia.watcher.watch.DefinitionChecks;
import io.vigia.watcher.watch.Intake;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Trying a definition out. Nothing is stored and nobody is told. */
@Path("/api/v1")
class RehearsalResource {

  private final PreviewClient previews;
  private final BacktestClient backtests;
  private final ValidationClient validation;
  private final TemplateStore templates;
  private final Intake intake;
  private final DefinitionChecks checks;
  private final CallerWiring caller;
  private final Clock clock;

  RehearsalResource(
      PreviewClient previews,
      BacktestClient backtests,
      ValidationClient validation,
      TemplateStore templates,
      Intake intake,
      DefinitionChecks checks,
      CallerWiring caller,
      Clock clock) {
    this.previews = previews;
    this.backtests = backtests;
    this.validation = validation;
    this.templates = templates;
    this.intake = intake;
    this.checks = checks;
    this.caller = caller;
    this.clock = clock;
  }

  /** What the definition says of the data now, or as of another time. */
  @POST
  @Path("preview")
  @Blocking
  @Consumes({JSON, YAML, OLD_YAML, TEXT_YAML})
  @RolesAllowed(Role.OPERATE)
  public Uni<Preview> preview(
      @HeaderParam("Content-Type") @Nullable String type,
      @QueryParam("at") @Nullable String at,
      byte[] body) {
    String tenant = caller.tenant();
    Instant due = instant("at", at);
    Definition definition = intake.definition(tenant, type, body);
    return previews.run(
        tenant,
        definition,
        templates.require(tenant, definition.template()),
        due == null ? clock.instant() : due);
  }

  /** Everything that is wrong with the definition, held against the cluster. */
  @POST
  @Path("validate")
  @Blocking
  @Consumes({JSON, YAML, OLD_YAML, TEXT_YAML})
  @RolesAllowed(Role.OPERATE)
  public Uni<List<Issue>> validate(
      @HeaderParam("Content-Type") @Nullable String type, byte[] body) {
    return validation.issues(caller.tenant(), intake.unchecked(type, body), clock.instant());
  }

  /** What the definition would have said in the past. */
  @POST
  @Path("backtest")
  @Consumes(JSON)
  @RolesAllowed(Role.OPERATE)
  public Uni<Backtest> backtest(BacktestOrder order) {
    checks.check(caller.tenant(), order.definition());
    return replayed(order);
  }

  /**
   * @param thresholds each of the form {@code above:1,2,5}
   */
  @POST
  @Path("backtest")
  @Blocking
  @Consumes({YAML, OLD_YAML, TEXT_YAML})
  @RolesAllowed(Role.OPERATE)
  public Uni<Backtest> backtestOfYaml(
      @HeaderParam("Content-Type") @Nullable String type,
      @QueryParam("days") @Nullable Integer days,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("threshold") List<String> thresholds,
      byte[] body) {
    Definition definition = intake.definition(caller.tenant(), type, body);
    return replayed(
        checked(
            () ->
                new BacktestOrder(
                    definition,
                    instant("from", from),
                    instant("to", to),
                    days,
                    Thresholds.of(thresholds))));
  }

  private Uni<Backtest> replayed(BacktestOrder order) {
    var template = templates.require(caller.tenant(), order.definition().template());
    return backtests
        .run(order, template, clock.instant())
        .onFailure(IllegalArgumentException.class)
        .transform(RehearsalResource::refusal);
  }

  private static @Nullable Instant instant(String field, @Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      throw Refusal.invalid(field, "a time such as 2026-11-21T12:00:00Z is expected");
    }
  }

  private static <T> T checked(Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw refusal(e);
    }
  }

  /** Records say "field: what is wrong". */
  private static Refusal refusal(Throwable complaint) {
    String text = String.valueOf(complaint.getMessage());
    int colon = text.indexOf(": ");
    return colon < 0
        ? Refusal.invalid("definition", text)
        : Refusal.invalid(text.substring(0, colon), text.substring(colon + 2));
  }
}
