package io.vigia.watcher.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vigia.watcher.ask.Answer;
import io.vigia.watcher.ask.Evidence;
import io.vigia.watcher.ask.EvidenceQuery;
import io.vigia.watcher.cluster.Field;
import io.vigia.watcher.cluster.MappingClient;
import io.vigia.watcher.cluster.Search;
import io.vigia.watcher.cluster.SearchClient;
import io.vigia.watcher.cluster.Unanswered;
import io.vigia.watcher.deliver.Destinations;
import io.vigia.watcher.run.LagClient;
import io.vigia.watcher.template.Finding;
import io.vigia.watcher.template.Key;
import io.vigia.watcher.template.Template;
import io.vigia.watcher.watch.Definition;
import io.vigia.watcher.watch.Watcher;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Runs a definition once, on the very path that a run takes, and shows all of it. */
@ApplicationScoped
class PreviewClient {

  private static final UUID NOT_KEPT = new UUID(0, 0);
  private static final int TOP_FIELDS = 5;

  private final SearchClient search;
  private final MappingClient mapping;
  private final LagClient lag;
  private final Destinations destinations;

  PreviewClient(
      SearchClient search, MappingClient mapping, LagClient lag, Destinations destinations) {
    this.search = search;
    this.mapping = mapping;
    this.lag = lag;
    this.destinations = destinations;
  }

  Uni<Preview> run(String tenant, Definition definition, Template template, Instant at) {
    var watcher = new Watcher(NOT_KEPT, tenant, 0, definition);
    return lag.delay(definition)
        .map(delay -> new Scene(watcher, template, Turn.at(definition, at, delay), destinations))
        .chain(this::play);
  }

  private Uni<Preview> play(Scene scene) {
    return search(scene.definition(), scene.query())
        .map(scene::read)
        .chain(
            answer ->
                evidence(scene, answer)
                    .onFailure(Unanswered.class)
                    .recoverWithItem(e -> scene.unlit((Unanswered) e))
                    .map(evidence -> scene.answered(answer, evidence)))
        .onFailure(Unanswered.class)
        .recoverWithItem(e -> scene.unknown((Unanswered) e));
  }

  /** What an alert would carry; top values of other fields too where the definition names none. */
  private Uni<Evidence> evidence(Scene scene, Answer answer) {
    Definition definition = scene.definition();
    List<String> named =
        definition.samples().top().isEmpty() ? definition.groupBy() : definition.samples().top();
    Key key = Scene.lit(answer).map(Finding::key).orElse(Key.WHOLE);
    return evidence(scene, key, named)
        .chain(
            found ->
                !named.isEmpty() || found.samples().isEmpty()
                    ? Uni.createFrom().item(found)
                    : mapping
                        .fields(definition.cluster(), definition.index())
                        .chain(fields -> evidence(scene, key, spoken(fields, found.samples()))));
  }

  private Uni<Evidence> evidence(Scene scene, Key key, List<String> topOf) {
    return search(scene.definition(), EvidenceQuery.body(scene.inquiry(), key, topOf))
        .map(answer -> EvidenceQuery.read(answer, scene.definition().samples().redact()));
  }

  /** Fields whose values are words, of those that the samples have. */
  private static List<String> spoken(List<Field> fields, List<JsonNode> samples) {
    return fields.stream()
        .filter(f -> f.offeredAs(Field.Kind.KEYWORD))
        .map(Field::name)
        .filter(name -> samples.stream().anyMatch(sample -> has(sample.path("_source"), name)))
        .limit(TOP_FIELDS)
        .toList();
  }

  /** Documents write {@code a.b} as one name or as an object in another. */
  private static boolean has(JsonNode document, String field) {
    String own = field.endsWith(".keyword") ? field.substring(0, field.length() - 8) : field;
    return document.has(own) || !document.at("/" + own.replace('.', '/')).isMissingNode();
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
}
