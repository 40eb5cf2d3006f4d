package io.vigia.watcher.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vigia.watcher.ask.Answer;
import io.vigia.watcher.ask.Inquiry;
import io.vigia.watcher.ask.Plan;
import io.vigia.watcher.cluster.Field;
import io.vigia.watcher.cluster.MappingClient;
import io.vigia.watcher.cluster.Search;
import io.vigia.watcher.cluster.SearchClient;
import io.vigia.watcher.cluster.Unanswered;
import io.vigia.watcher.rehearse.Preview.KeyVerdict;
import io.vigia.watcher.template.Finding;
import io.vigia.watcher.template.Key;
import io.vigia.watcher.template.Reading;
import io.vigia.watcher.template.Template;
import io.vigia.watcher.watch.Definition;
import io.vigia.watcher.watch.Delay;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs a definition once, on the very path that a run takes, and shows all of it. */
@ApplicationScoped
class PreviewClient {

  private static final int TOP_FIELDS = 5;

  private final SearchClient search;
  private final MappingClient mapping;

  PreviewClient(SearchClient search, MappingClient mapping) {
    this.search = search;
    this.mapping = mapping;
  }

  Uni<Preview> run(String tenant, Definition definition, Template template, Instant at) {
    var scene = new Scene(tenant, definition, template, Turn.at(definition, at));
    return search(definition, scene.plan.body())
        .map(scene::read)
        .chain(
            answer ->
                evidence(scene, answer)
                    .onFailure(Unanswered.class)
                    .recoverWithItem(e -> scene.unlit((Unanswered) e))
                    .map(seen -> scene.answered(answer, seen)))
        .onFailure(Unanswered.class)
        .recoverWithItem(e -> scene.unknown((Unanswered) e));
  }

  private record Seen(List<JsonNode> samples, List<SampleSearch.Top> top) {}

  private Uni<Seen> evidence(Scene scene, Answer answer) {
    Definition definition = scene.inquiry.definition();
    List<String> named =
        definition.samples().top().isEmpty() ? definition.groupBy() : definition.samples().top();
    Key key = lit(answer).map(Finding::key).orElse(Key.WHOLE);
    return search(definition, SampleSearch.search(scene.inquiry, key, named))
        .chain(
            found -> {
              List<JsonNode> samples = SampleSearch.samples(found, definition);
              if (!named.isEmpty() || samples.isEmpty()) {
                return Uni.createFrom().item(new Seen(samples, SampleSearch.top(found)));
              }
              return mapping
                  .fields(definition.cluster(), definition.index())
                  .chain(
                      fields ->
                          search(
                              definition,
                              SampleSearch.search(scene.inquiry, key, spoken(fields, samples))))
                  .map(again -> new Seen(samples, SampleSearch.top(again)));
            });
  }

  /** Fields whose values are words, of those that the samples have. */
  private static List<String> spoken(List<Field> fields, List<JsonNode> samples) {
    return fields.stream()
        .filter(f -> f.offeredAs(Field.Kind.KEYWORD))
        .map(Field::name)
        .filter(name -> samples.stream().anyMatch(sample -> has(sample, name)))
        .limit(TOP_FIELDS)
        .toList();
  }

  /** Documents write {@code a.b} as one name or as an object in another. */
  private static boolean has(JsonNode sample, String field) {
    String own = field.endsWith(".keyword") ? field.substring(0, field.length() - 8) : field;
    return sample.has(own) || !sample.at("/" + own.replace('.', '/')).isMissingNode();
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

  private static Optional<Finding> lit(Answer answer) {
    return answer.findings().stream().filter(f -> f.reading().breached()).findFirst();
  }

  /** One preview. */
  private static final class Scene {

    private final String tenant;
    private final Turn turn;
    private final Inquiry inquiry;
    private final Plan plan;
    private final List<String> notes = new ArrayList<>();
    private final long begun = System.nanoTime();
    private Duration took = Duration.ZERO;

    Scene(String tenant, Definition definition, Template template, Turn turn) {
      this.tenant = tenant;
      this.turn = turn;
      this.inquiry = new Inquiry(definition, template, turn.window());
      this.plan = Plan.of(List.of(inquiry));
      if (definition.delay() instanceof Delay.Auto) {
        notes.add("delay: auto is measured by runs only; here it is 0");
      }
      if (definition.forRuns() > 1) {
        notes.add("for: an alert needs %d such runs in a row".formatted(definition.forRuns()));
      }
    }

    Answer read(JsonNode answer) {
      took = Duration.ofNanos(System.nanoTime() - begun);
      return inquiry.read(plan.buckets(0, answer), Set.of());
    }

    Seen unlit(Unanswered why) {
      notes.add("samples: " + why.reason() + ": " + why.detail());
      return new Seen(List.of(), List.of());
    }

    Preview answered(Answer answer, Seen seen) {
      if (!answer.complete()) {
        notes.add(
            "max_keys: there are more than %d keys; nothing is known of the rest"
                .formatted(inquiry.definition().maxKeys()));
      }
      boolean fires = lit(answer).isPresent();
      var texts =
          new Texts(
              inquiry.definition(),
              tenant,
              turn,
              lit(answer)
                  .or(() -> answer.findings().stream().findFirst())
                  .orElse(Finding.ofWhole(new Reading(null, false, "nothing is there"))));
      var verdicts =
          answer.findings().stream()
              .map(
                  f ->
                      new KeyVerdict(
                          f.key().values(),
                          f.reading().value(),
                          f.reading().breached(),
                          f.reading().summary()))
              .sorted(Comparator.comparing(v -> !v.breached()))
              .toList();
      return preview(fires ? "firing" : "ok", null, answer.complete(), verdicts, seen, texts);
    }

    Preview unknown(Unanswered why) {
      took = Duration.ofNanos(System.nanoTime() - begun);
      String reason = why.reason() + ": " + why.detail();
      var texts =
          new Texts(
              inquiry.definition(),
              tenant,
              turn,
              Finding.ofWhole(new Reading(null, false, reason)));
      return preview("unknown", reason, false, List.of(), new Seen(List.of(), List.of()), texts);
    }

    private Preview preview(
        String verdict,
        @Nullable String reason,
        boolean complete,
        List<KeyVerdict> verdicts,
        Seen seen,
        Texts texts) {
      return new Preview(
          turn.due(),
          turn.window().from(),
          turn.window().to(),
          plan.body(),
          took,
          verdict,
          reason,
          complete,
          verdicts,
          seen.samples(),
          seen.top(),
          texts.labels(),
          texts.annotations(),
          texts.link(),
          notes);
    }
  }
}
