package io.vigia.watcher.rehearse;

import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Refusal;
import io.vigia.watcher.deliver.TextCheck;
import io.vigia.watcher.template.Template;
import io.vigia.watcher.template.TemplateStore;
import io.vigia.watcher.watch.Definition;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Trying a definition out. Nothing is stored and nobody is told. */
@Path("/api/v1")
class RehearsalResource {

  private static final String YAML = "application/yaml";

  private final PreviewClient previews;
  private final BacktestClient backtests;
  private final ValidationClient validation;
  private final TemplateStore templates;
  private final OrderMapper orders;
  private final CallerWiring caller;
  private final Clock clock;

  RehearsalResource(
      PreviewClient previews,
      BacktestClient backtests,
      ValidationClient validation,
      TemplateStore templates,
      OrderMapper orders,
      CallerWiring caller,
      Clock clock) {
    this.previews = previews;
    this.backtests = backtests;
    this.validation = validation;
    this.templates = templates;
    this.orders = orders;
    this.caller = caller;
    this.clock = clock;
  }

  /** What the definition says of the data now, or as of another time. */
  @POST
  @Path("preview")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.OPERATE)
  public Uni<Preview> preview(Definition definition, @QueryParam("at") @Nullable String at) {
    String tenant = caller.tenant();
    Template template = template(tenant, definition);
    Instant due = instant("at", at);
    return previews.run(tenant, definition, template, due == null ? clock.instant() : due);
  }

  @POST
  @Path("preview")
  @Consumes(YAML)
  @RolesAllowed(Role.OPERATE)
  public Uni<Preview> previewOfYaml(String yaml, @QueryParam("at") @Nullable String at) {
    return preview(orders.definition(yaml), at);
  }

  /** Everything that is wrong with the definition, held against the cluster. */
  @POST
  @Path("validate")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.OPERATE)
  public Uni<List<Issue>> validate(Definition definition) {
    return validation.issues(own(caller.tenant(), definition), definition, clock.instant());
  }

  @POST
  @Path("validate")
  @Consumes(YAML)
  @RolesAllowed(Role.OPERATE)
  public Uni<List<Issue>> validateYaml(String yaml) {
    return validate(orders.definition(yaml));
  }

  /** What the definition would have said in the past. */
  @POST
  @Path("backtest")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.OPERATE)
  public Uni<Backtest> backtest(BacktestOrder order) {
    Template template = template(caller.tenant(), order.definition());
    return backtests
        .run(order, template, clock.instant())
        .onFailure(IllegalArgumentException.class)
        .transform(RehearsalResource::refusal);
  }

  /**
   * @param thresholds each of the form {@code above:1,2,5}
   */
  @POST
  @Path("backtest")
  @Consumes(YAML)
  @RolesAllowed(Role.OPERATE)
  public Uni<Backtest> backtestOfYaml(
      String yaml,
      @QueryParam("days") @Nullable Integer days,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("threshold") List<String> thresholds) {
    return backtest(
        checked(
            () ->
                new BacktestOrder(
                    orders.definition(yaml),
                    instant("from", from),
                    instant("to", to),
                    days,
                    orders.thresholds(thresholds))));
  }

  private Template template(String tenant, Definition definition) {
    Template template = templates.require(own(tenant, definition), definition.template());
    templates.check(template, definition.parameters());
    checked(
        () -> {
          TextCheck.of(definition);
          return definition;
        });
    return template;
  }

  private static String own(String tenant, Definition definition) {
    if (definition.tenant() != null && !definition.tenant().equals(tenant)) {
      throw Refusal.invalid("tenant", "the key belongs to tenant " + tenant);
    }
    return tenant;
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
