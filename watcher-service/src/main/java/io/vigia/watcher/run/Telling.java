package io.vigia.watcher.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Remediation;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Labels;
import io.vigia.watcher.deliver.Notice;
import io.vigia.watcher.deliver.TextTemplate;
import io.vigia.watcher.template.Key;
import io.vigia.watcher.verdict.WatchState.Change;
import io.vigia.watcher.watch.Definition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts a change of one key into words: for the router an alert, for destinations a notice. The same
 * change of the same run has the same words and ids, however often it is told. Pure.
 *
 * @param task the run
 * @param labels that the alert already has, if it is known by any
 * @param now when the run ended
 */
record Telling(
    Task task,
    Key key,
    Change change,
    Evidence evidence,
    @Nullable Map<String, String> labels,
    Instant now) {

  private static final int MAX_ANNOTATION = 16_384;
  private static final int MAX_LABEL = Labels.MAX_VALUE;

  /** Lower-case, as destinations read it. */
  String status() {
    return change instanceof Change.Fires
        ? "firing"
        : change instanceof Change.Ends ? "resolved" : "still_firing";
  }

  /** What the alert is known by. */
  Labels name() {
    if (labels != null) {
      return Labels.of(labels);
    }
    Definition definition = definition();
    ObjectNode facts = plainFacts();
    var names = new TreeMap<String, String>();
    key.values().forEach((field, value) -> names.put(labelName(field), fitting(value)));
    definition
        .labels()
        .forEach(
            (label, text) ->
                names.put(label, fitting(TextTemplate.of("labels." + label, text).render(facts))));
    names.put("alertname", definition.alertname());
    names.put("watcher", definition.name());
    names.putIfAbsent("severity", definition.severity());
    return Labels.of(names);
  }

  Alert alert() {
    ObjectNode facts = facts();
    boolean ends = change instanceof Change.Ends;
    return new Alert(
        task.watcher().tenant(),
        ends ? Status.RESOLVED : Status.FIRING,
        name(),
        annotations(facts),
        change.since(),
        ends ? now : null,
        now,
        change.reading().value(),
        "watcher-service",
        link(facts),
        remediation(facts));
  }

  /** Nothing to tell where nobody else is to hear of it: then it has no destinations. */
  Notice notice() {
    return new Notice(
        id("notice"),
        task.watcher().tenant(),
        task.watcher().id(),
        definition().destinations(),
        facts());
  }

  /** Stable for one change. */
  UUID id(String what) {
    String text =
        String.join(
            "|",
            what,
            task.watcher().id().toString(),
            key.values().toString(),
            status(),
            change.since().toString(),
            task.due().at().toString(),
            name().fingerprint().toString());
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private Definition definition() {
    return task.watcher().definition();
  }

  private ObjectNode plainFacts() {
    Definition definition = definition();
    var window = task.inquiry().window();
    ObjectNode facts =
        JsonNodeFactory.instance
            .objectNode()
            .put("tenant", task.watcher().tenant())
            .put("watcher", definition.name())
            .put("template", definition.template())
            .put("cluster", definition.cluster())
            .put("index", definition.index())
            .put("alertname", definition.alertname())
            .put("severity", definition.severity())
            .put("status", status())
            .put("value", change.reading().value())
            .put("summary", change.reading().summary())
            .put("starts_at", change.since().toString())
            .put("at", now.toString())
            .put("from", window.from().toString())
            .put("to", window.to().toString());
    ObjectNode keys = facts.putObject("key");
    key.values().forEach(keys::put);
    facts.putArray("samples").addAll(evidence.samples());
    facts.putArray("top").addAll(evidence.top());
    return facts;
  }

  private ObjectNode facts() {
    ObjectNode facts = plainFacts();
    Labels name = name();
    facts.put("fingerprint", name.fingerprint().toString());
    ObjectNode labelFacts = facts.putObject("labels");
    name.values().forEach(labelFacts::put);
    String link = link(facts);
    if (link != null) {
      facts.put("link", link);
    }
    ObjectNode annotationFacts = facts.putObject("annotations");
    rendered(facts).forEach(annotationFacts::put);
    return facts;
  }

  private @Nullable String link(ObjectNode facts) {
    String link = definition().link();
    return link == null ? null : TextTemplate.of("link", link).render(facts);
  }

  private @Nullable Remediation remediation(ObjectNode facts) {
    Remediation wanted = definition().remediation();
    if (wanted == null) {
      return null;
    }
    String target = TextTemplate.of("remediation.target", wanted.target()).render(facts);
    return target.isBlank() ? null : new Remediation(wanted.runbook(), target);
  }

  private Map<String, String> rendered(ObjectNode facts) {
    var texts = new LinkedHashMap<String, String>();
    definition()
        .annotations()
        .forEach(
            (name, text) ->
                texts.put(name, TextTemplate.of("annotations." + name, text).render(facts)));
    return texts;
  }

  private Map<String, String> annotations(ObjectNode facts) {
    var all = new LinkedHashMap<String, String>();
    all.put("summary", cut(change.reading().summary()));
    all.put("index", definition().index());
    put(all, "samples", evidence.samples());
    put(all, "top", evidence.top());
    rendered(facts).forEach((name, text) -> all.put(name, cut(text)));
    return all;
  }

  /** As a JSON list, with as many of its items as fit. */
  private static void put(Map<String, String> annotations, String name, List<JsonNode> items) {
    var list = JsonNodeFactory.instance.arrayNode();
    int length = 0;
    for (JsonNode item : items) {
      length += item.toString().length() + 1;
      if (length > MAX_ANNOTATION) {
        break;
      }
      list.add(item);
    }
    if (!list.isEmpty()) {
      annotations.put(name, list.toString());
    }
  }

  private static String cut(String text) {
    return text.length() > MAX_ANNOTATION ? text.substring(0, MAX_ANNOTATION) : text;
  }

  /** As Prometheus writes label names: {@code service.name} becomes {@code service_name}. */
  private static String labelName(String field) {
    return field.replaceAll("[^a-zA-Z0-9_]", "_");
  }

  private static String fitting(String value) {
    return value.length() > MAX_LABEL ? value.substring(0, MAX_LABEL) : value;
  }
}
