package io.vigia.watcher.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.problem.Refusal;
import io.vigia.watcher.ask.Inquiry;
import io.vigia.watcher.ask.Plan;
import io.vigia.watcher.cluster.MappingClient;
import io.vigia.watcher.cluster.Search;
import io.vigia.watcher.cluster.SearchClient;
import io.vigia.watcher.cluster.Unanswered;
import io.vigia.watcher.template.Template;
import io.vigia.watcher.template.TemplateStore;
import io.vigia.watcher.watch.Definition;
import io.vigia.watcher.watch.DefinitionChecks;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds a definition against the cluster as it is. */
@ApplicationScoped
class ValidationClient {

  private final TemplateStore templates;
  private final DefinitionChecks checks;
  private final MappingClient mapping;
  private final SearchClient search;

  ValidationClient(
      TemplateStore templates,
      DefinitionChecks checks,
      MappingClient mapping,
      SearchClient search) {
    this.templates = templates;
    this.checks = checks;
    this.mapping = mapping;
    this.search = search;
  }

  /** What is wrong; nothing when all is well. */
  Uni<List<Issue>> issues(String tenant, Definition definition, Instant now) {
    Template template;
    try {
      template = templates.require(tenant, definition.template());
    } catch (Refusal unknown) {
      return one("template", unknown.problem().detail(), null);
    }
    var issues = new ArrayList<Issue>();
    templates
        .faults(template, definition.parameters(), definition.window())
        .forEach(fault -> issues.add(new Issue(fault.field(), fault.detail(), null)));
    if (issues.isEmpty()) {
      accepted(tenant, definition).ifPresent(issues::add);
    }
    return mapping
        .fields(definition.cluster(), definition.index())
        .chain(
            fields -> {
              if (fields.isEmpty()) {
                return one(
                    "index",
                    "no index matches '" + definition.index() + "', or it has no fields",
                    "until one does, the verdict is unknown");
              }
              issues.addAll(FieldCheck.of(definition, template.card(), fields));
              return issues.isEmpty()
                  ? asked(definition, template, now)
                  : Uni.createFrom().item(List.<Issue>of());
            })
        .onFailure(Unanswered.class)
        .recoverWithUni(e -> silent((Unanswered) e))
        .map(
            more -> {
              issues.addAll(more);
              return List.copyOf(issues);
            });
  }

  /** Whether it would be taken in, whatever the cluster says. */
  private Optional<Issue> accepted(String tenant, Definition definition) {
    try {
      checks.check(tenant, definition);
      return Optional.empty();
    } catch (Refusal refusal) {
      String field = refusal.problem().field();
      return Optional.of(
          new Issue(field == null ? "definition" : field, refusal.problem().detail(), null));
    }
  }

  /** Only the cluster knows whether it takes the query. */
  private Uni<List<Issue>> asked(Definition definition, Template template, Instant now) {
    var inquiry =
        new Inquiry(definition, template, Turn.at(definition, now, Duration.ZERO).window());
    return search(definition, Plan.of(List.of(inquiry)).body())
        .map(answer -> List.<Issue>of())
        .onFailure(Unanswered.class)
        .recoverWithUni(e -> blamed(definition, (Unanswered) e));
  }

  private Uni<List<Issue>> blamed(Definition definition, Unanswered why) {
    JsonNode filter = definition.filter();
    boolean rejected =
        why.reason() == Unanswered.Reason.REJECTED
            || why.reason() == Unanswered.Reason.SHARD_FAILURES;
    if (!rejected) {
      return silent(why);
    }
    String problem = "the cluster does not take the query: " + told(why);
    if (filter == null) {
      return one("parameters", problem, null);
    }
    ObjectNode alone = JsonNodeFactory.instance.objectNode().put("size", 0);
    alone.set("query", Inquiry.clause(filter));
    return search(definition, alone)
        .chain(answer -> one("parameters", problem, null))
        .onFailure(Unanswered.class)
        .recoverWithUni(e -> one("filter", problem, null));
  }

  private Uni<JsonNode> search(Definition definition, ObjectNode body) {
    return search.search(
        new Search(
            definition.cluster(),
            definition.index(),
            body,
            definition.timeout(),
            Search.Lane.FAST));
  }

  private static Uni<List<Issue>> silent(Unanswered why) {
    return why.reason() == Unanswered.Reason.MISSING_INDEX
        ? one("index", told(why), "until one is there, the verdict is unknown")
        : one("cluster", told(why), null);
  }

  private static String told(Unanswered why) {
    return why.reason() + ": " + why.detail();
  }

  private static Uni<List<Issue>> one(String field, String problem, @Nullable String hint) {
    return Uni.createFrom().item(List.of(new Issue(field, problem, hint)));
  }
}
