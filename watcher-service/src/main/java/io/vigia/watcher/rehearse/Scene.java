package io.vigia.watcher.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.contracts.Alert;
import io.vigia.watcher.ask.Answer;
import io.vigia.watcher.ask.Evidence;
import io.vigia.watcher.ask.Inquiry;
import io.vigia.watcher.ask.Plan;
import io.vigia.watcher.cluster.Unanswered;
import io.vigia.watcher.deliver.Destinations;
import io.vigia.watcher.deliver.Rendered;
import io.vigia.watcher.deliver.Wording;
import io.vigia.watcher.rehearse.Preview.KeyVerdict;
import io.vigia.watcher.template.Finding;
import io.vigia.watcher.template.Reading;
import io.vigia.watcher.template.Template;
import io.vigia.watcher.verdict.WatchState.Change;
import io.vigia.watcher.watch.Definition;
import io.vigia.watcher.watch.Delay;
import io.vigia.watcher.watch.Watcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One preview: a run of a watcher that nobody keeps. */
final class Scene {

  private final Watcher watcher;
  private final Turn turn;
  private final Inquiry inquiry;
  private final Plan plan;
  private final Destinations destinations;
  private final List<String> notes = new ArrayList<>();
  private final long begun = System.nanoTime();
  private Duration took = Duration.ZERO;

  Scene(Watcher watcher, Template template, Turn turn, Destinations destinations) {
    this.watcher = watcher;
    this.turn = turn;
    this.inquiry = new Inquiry(watcher.definition(), template, turn.window());
    this.plan = Plan.of(List.of(inquiry));
    this.destinations = destinations;
    if (definition().delay() instanceof Delay.Auto) {
      notes.add(
          "delay: auto is %s, as it is measured now"
              .formatted(Duration.between(turn.window().to(), turn.due())));
    }
    if (definition().forRuns() > 1) {
      notes.add("for: an alert needs %d such runs in a row".formatted(definition().forRuns()));
    }
  }

  Definition definition() {
    return watcher.definition();
  }

  Inquiry inquiry() {
    return inquiry;
  }

  ObjectNode query() {
    return plan.body();
  }

  /** The first that fires. */
  static Optional<Finding> lit(Answer answer) {
    return answer.findings().stream().filter(f -> f.reading().breached()).findFirst();
  }

  Answer read(JsonNode answer) {
    took = Duration.ofNanos(System.nanoTime() - begun);
    return inquiry.read(plan.buckets(0, answer), Set.of());
  }

  Evidence unlit(Unanswered why) {
    notes.add("samples: " + why.reason() + ": " + why.detail());
    return Evidence.NONE;
  }

  Preview answered(Answer answer, Evidence evidence) {
    if (!answer.complete()) {
      notes.add(
          "max_keys: there are more than %d keys; nothing is known of the rest"
              .formatted(definition().maxKeys()));
    }
    Optional<Finding> lit = lit(answer);
    if (lit.isEmpty()) {
      notes.add("destinations: nothing fires; an alert would read like this");
    }
    Finding told =
        lit.or(() -> answer.findings().stream().findFirst())
            .orElse(Finding.ofWhole(new Reading(null, false, "nothing is there")));
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
    var words = words(told, evidence);
    return preview(
        lit.isPresent() ? "firing" : "ok",
        null,
        answer.complete(),
        verdicts,
        evidence,
        words,
        destinations.rendered(words.notice()));
  }

  /** Nobody would be told. */
  Preview unknown(Unanswered why) {
    took = Duration.ofNanos(System.nanoTime() - begun);
    String reason = why.reason() + ": " + why.detail();
    var words = words(Finding.ofWhole(new Reading(null, false, reason)), Evidence.NONE);
    return preview("unknown", reason, false, List.of(), Evidence.NONE, words, List.of());
  }

  /** As a run would put it. */
  private Wording words(Finding told, Evidence evidence) {
    return new Wording(
        watcher,
        turn.window(),
        turn.due(),
        told.key(),
        new Change.Fires(turn.due(), told.reading()),
        evidence.topOf(definition().samples().top()),
        null,
        turn.due());
  }

  private Preview preview(
      String verdict,
      @Nullable String reason,
      boolean complete,
      List<KeyVerdict> verdicts,
      Evidence evidence,
      Wording words,
      List<Rendered> told) {
    Alert alert = words.alert();
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
        evidence.samples(),
        evidence.top(),
        alert.labels().values(),
        alert.annotations(),
        alert.generatorURL(),
        told,
        notes);
  }
}
