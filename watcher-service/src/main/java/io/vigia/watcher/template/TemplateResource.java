package io.vigia.watcher.template;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The templates that the caller's tenant can use, and its own. */
@Path("/api/v1/templates")
class TemplateResource {

  private final TemplateStore templates;
  private final OwnTemplateStore stored;
  private final TemplateSchedule schedule;
  private final CallerWiring caller;

  TemplateResource(
      TemplateStore templates,
      OwnTemplateStore stored,
      TemplateSchedule schedule,
      CallerWiring caller) {
    this.templates = templates;
    this.stored = stored;
    this.schedule = schedule;
    this.caller = caller;
  }

  /**
   * All templates.
   *
   * @param faults what in the folder of templates cannot be taken, and why
   */
  public record TemplatesView(List<TemplateView> templates, List<String> faults) {}

  /**
   * A template.
   *
   * @param origin {@code built-in}, {@code tenant} or {@code folder}
   * @param fault why its latest text is not in force
   * @param declaration its text, when it is a file
   * @param queries what its example asks of five minutes, by cell: bodies of searches
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TemplateView(
      String name,
      String origin,
      @Nullable Map<String, String> help,
      @Nullable JsonNode parameters,
      @Nullable JsonNode example,
      @Nullable String fault,
      @Nullable String declaration,
      @Nullable Map<String, JsonNode> queries) {

    static TemplateView of(Listed listed, boolean whole) {
      Card card = listed.template().map(Template::card).orElse(null);
      return new TemplateView(
          listed.name(),
          listed.origin().word(),
          card == null ? null : card.help(),
          card == null ? null : card.parameters(),
          card == null ? null : card.example(),
          listed.fault(),
          whole && !listed.declaration().isEmpty() ? listed.declaration() : null,
          whole ? listed.template().map(ExampleQuery::bodies).orElse(null) : null);
    }
  }

  @GET
  @RolesAllowed(Role.VIEW)
  public TemplatesView all() {
    return new TemplatesView(
        templates.all(caller.tenant()).stream().map(l -> TemplateView.of(l, false)).toList(),
        templates.folder().faults());
  }

  @GET
  @Path("{name}")
  @RolesAllowed(Role.VIEW)
  public TemplateView one(String name) {
    return view(caller.tenant(), name);
  }

  /** Adds one; 409 when there is one of that name. */
  @POST
  @Consumes({"application/yaml", "text/yaml", MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
  @RolesAllowed(Role.OPERATE)
  public Uni<Response> add(String text) {
    return put(text, false);
  }

  /** Adds or replaces one. */
  @PUT
  @Consumes({"application/yaml", "text/yaml", MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
  @RolesAllowed(Role.OPERATE)
  public Uni<Response> put(String text) {
    return put(text, true);
  }

  @DELETE
  @Path("{name}")
  @RolesAllowed(Role.OPERATE)
  public Uni<Void> remove(String name) {
    if (templates.isBuiltIn(name)) {
      throw Refusal.conflict("'%s' is built in and stays".formatted(name));
    }
    return stored.remove(caller.tenant(), name).chain(schedule::refresh);
  }

  private Uni<Response> put(String text, boolean replace) {
    String tenant = caller.tenant();
    DeclaredTemplate read = read(text);
    String name = read.card().name();
    if (templates.isBuiltIn(name)) {
      throw Refusal.invalid("name", "'%s' is built in; choose another name".formatted(name));
    }
    return stored
        .put(tenant, name, text, caller.caller().name(), replace)
        .call(schedule::refresh)
        .map(added -> Response.status(added ? 201 : 200).entity(view(tenant, name)).build());
  }

  private TemplateView view(String tenant, String name) {
    return templates
        .listed(tenant, name)
        .map(l -> TemplateView.of(l, true))
        .orElseThrow(() -> Refusal.notFound("template", name));
  }

  private static DeclaredTemplate read(String text) {
    try {
      return OwnTemplate.read("template", text);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("template", String.valueOf(e.getMessage()));
    }
  }
}
