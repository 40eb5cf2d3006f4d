package io.vigia.watcher.elastalert;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.CallerWiring;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Refusal;
import io.vigia.watcher.elastalert.Report.Refused;
import io.vigia.watcher.elastalert.RuleFile.Document;
import io.vigia.watcher.watch.Definition;
import io.vigia.watcher.watch.DefinitionChecks;
import io.vigia.watcher.watch.EditStore;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Rules of ElastAlert become watchers; first a look, then for good. */
@Path("/api/v1/import/elastalert")
class ImportResource {

  private static final int MAX_CHARACTERS = 1 << 20;
  private static final int MAX_RULES = 500;
  private static final long MAX_VALUES = 100_000;

  private final Importer importer;
  private final EditStore definitions;
  private final DefinitionChecks checks;
  private final CallerWiring caller;

  ImportResource(
      Importer importer, EditStore definitions, DefinitionChecks checks, CallerWiring caller) {
    this.checks = checks;
    this.importer = importer;
    this.definitions = definitions;
    this.caller = caller;
  }

  /**
   * @param files text by name: rules, and perhaps ElastAlert's {@code config.yaml}
   * @param clusters {@code es_host} to the name of a configured cluster; {@code *} for all others
   */
  record Request(Map<String, String> files, Map<String, String> clusters) {
    public Request {
      files = texts("files", files);
      clusters = texts("clusters", clusters);
      if (files.isEmpty()) {
        throw new IllegalArgumentException("files: at least one is expected, its text by its name");
      }
    }

    private static Map<String, String> texts(String field, @Nullable Map<String, String> given) {
      Map<String, String> texts = new LinkedHashMap<>(given == null ? Map.of() : given);
      texts.forEach(
          (name, text) -> {
            if (text == null) {
              throw new IllegalArgumentException(field + ": '" + name + "' has no text");
            }
          });
      return Collections.unmodifiableMap(texts);
    }
  }

  /**
   * @param definitions of the rules that can be taken; the others are in the report
   * @param applied names of the watchers that {@code ?apply=true} added; not those that were there
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Answer(
      List<Definition> definitions, String yaml, Report report, @Nullable List<String> applied) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.OPERATE)
  public Uni<Answer> files(@Nullable Request request, @RestQuery boolean apply) {
    if (request == null) {
      throw Refusal.invalid("files", "is required");
    }
    return answer(request, apply);
  }

  @POST
  @Consumes({"application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml", "text/plain"})
  @RolesAllowed(Role.OPERATE)
  public Uni<Answer> text(
      String text, @RestQuery @Nullable String cluster, @RestQuery boolean apply) {
    Map<String, String> clusters = cluster == null ? Map.of() : Map.of("*", cluster);
    return answer(new Request(Map.of("rules.yaml", text), clusters), apply);
  }

  private Uni<Answer> answer(Request request, boolean apply) {
    Imported imported = read(request);
    if (!apply) {
      return Uni.createFrom().item(answer(imported, null));
    }
    return definitions
        .addAbsent(
            caller.tenant(),
            caller.caller().name(),
            "imported from ElastAlert",
            imported.definitions())
        .map(names -> answer(imported, names));
  }

  private static Answer answer(Imported imported, @Nullable List<String> applied) {
    return new Answer(imported.definitions(), imported.yaml(), imported.report(), applied);
  }

  private Imported read(Request request) {
    if (request.files().values().stream().mapToLong(String::length).sum() > MAX_CHARACTERS) {
      throw Refusal.invalid("files", "at most " + MAX_CHARACTERS + " characters in one request");
    }
    var refused = new ArrayList<Refused>();
    var documents = new ArrayList<Document>();
    request
        .files()
        .forEach((name, text) -> documents.addAll(RuleFile.read(name, text, refused::add)));
    long values = documents.stream().mapToLong(document -> document.value().size()).sum();
    if (documents.size() > MAX_RULES || values > MAX_VALUES) {
      throw Refusal.invalid(
          "files",
          "at most %d rules and %d values in one request".formatted(MAX_RULES, MAX_VALUES));
    }
    String tenant = caller.tenant();
    return importer.read(
        documents, request.clusters(), refused, definition -> checks.check(tenant, definition));
  }
}
