package io.vigia.watcher.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vigia.watcher.ask.Inquiry;
import io.vigia.watcher.ask.Plan;
import io.vigia.watcher.cluster.Search;
import io.vigia.watcher.cluster.SearchClient;
import io.vigia.watcher.cluster.Unanswered;
import io.vigia.watcher.template.Template;
import io.vigia.watcher.watch.Definition;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds a definition against the cluster as it is. */
@ApplicationScoped
class ValidationClient {

  private final Catalogue catalogue;
  private final MappingSource mapping;
  private final SearchClient search;

  ValidationClient(Catalogue catalogue, MappingSource mapping, SearchClient search) {
    this.catalogue = catalogue;
    this.mapping = mapping;
    this.search = search;
  }

  /** What is wrong; nothing when all is well. */
  Uni<List<Issue>> issues(String tenant, Definition definition, Instant now) {
    var template = catalogue.find(tenant, definition.template());
    if (template.isEmpty()) {
      var known = String.join(", ", catalogue.names(tenant));
      return one(
          "template", "there is no template '" + definition.template() + "'", "there are " + known);
    }
    var issues = new ArrayList<>(catalogue.check(template.get(), definition));
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
              issues.addAll(FieldCheck.of(definition, template.get().card(), fields));
              return issues.isEmpty()
                  ? asked(definition, template.get(), now)
                  : Uni.createFrom().item(List.<Issue>of());
            })
        .onFailure(Unanswered.class)
        .recoverWithUni(e -> one("cluster", told((Unanswered) e), null))
        .map(
            more -> {
              issues.addAll(more);
              return List.copyOf(issues);
            });
  }

  /** Only the cluster knows whether it takes the query. */
  private Uni<List<Issue>> asked(Definition definition, Template template, Instant now) {
    var inquiry = new Inquiry(definition, template, Turn.at(definition, now).window());
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
      return one("cluster", told(why), null);
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

  private static String told(Unanswered why) {
    return why.reason() + ": " + why.detail();
  }

  private static Uni<List<Issue>> one(String field, String problem, @Nullable String hint) {
    return Uni.createFrom().item(List.of(new Issue(field, problem, hint)));
  }
}
