package io.vigia.remediation.runbook;

import io.vigia.kit.identity.Role;
import io.vigia.kit.match.Matcher;
import io.vigia.remediation.runbook.Runbook.Part;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The runbooks in force. */
@Path("/api/v1/runbooks")
class RunbookResource {

  record RunbookView(
      String name,
      String description,
      List<String> matchers,
      @Nullable String target,
      List<String> steps,
      List<String> verify,
      List<String> guards) {}

  private final RunbookWiring runbooks;

  RunbookResource(RunbookWiring runbooks) {
    this.runbooks = runbooks;
  }

  @GET
  @RolesAllowed(Role.VIEW)
  public List<RunbookView> all() {
    return runbooks.all().stream()
        .map(
            r ->
                new RunbookView(
                    r.name(),
                    r.description(),
                    r.matchers().stream().map(Matcher::text).toList(),
                    r.targetLabel().orElse(null),
                    types(r.steps()),
                    types(r.verify()),
                    types(r.guards())))
        .toList();
  }

  private static List<String> types(List<Part> parts) {
    return parts.stream().map(Part::type).toList();
  }
}
