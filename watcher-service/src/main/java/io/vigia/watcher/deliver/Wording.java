package io.vigia.watcher.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Remediation;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Labels;
import io.vigia.watcher.ask.Evidence;
import io.vigia.watcher.template.Key;
import io.vigia.watcher.template.Window;
import io.vigia.watcher.verdict.WatchState.Change;
import io.vigia.watcher.watch.Definition;
import io.vigia.watcher.watch.Watcher;
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
 * @param window that the run looked at
 * @param due when the run was due
 * @param labels that the alert already has, if it is known by any
 * @param now when the run ended
 */
public record Wording(
    Watcher watcher,
    Window window,
    Instant due,
    Key key,
    Change change,
    Evidence evidence,
    @Nullable Map<String, String> labels,
    Instant now) {

  private static final int MAX_ANNOTATION = 16_384;
  private static final int MAX_TARGET = 256;

  /** Lower-case, as destinations read it. */
  public String status() {
    return change instanceof Change.Fires
        ? "firing"
        : change instanceof Change.Ends ? "resolved" : "still_firing";
  }

  /** What the alert is known by. */
  public Labels name() {
    if (labels != null) {
      return Labels.of(labels);
    }
    Definition definition = definition();
    ObjectNode facts = plainFacts();
    var names = new TreeMap<String, String>();
    definition
        .labels()
        .forEach(
            (label, text) ->
                names.put(
                    label,
                    fitting(
                        TextTemplate.of("labels." + label, text).render(facts), Labels.MAX_VALUE)));
    // by its key an alert is told apart from the watcher's others: nothing takes its place
    key.values()
        .forEach((field, value) -> names.put(labelName(field), fitting(value, Labels.MAX_VALUE)));
    names.put("alertname", definition.alertname());
    names.put("watcher", definition.name());
    names.putIfAbsent("severity", definition.severity());
    return Labels.of(names);
  }

  public Alert alert() {
    ObjectNode facts = facts();
    boolean ends = change instanceof Change.Ends;
    return new Alert(
        watcher.tenant(),
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
  public Notice notice() {
    return new Notice(
        id("notice"), watcher.tenant(), watcher.id(), definition().destinations(), facts());
  }

  /** Stable for one change. */
  public UUID id(String what) {
    String text =
        String.join(
            "|",
            what,
            watcher.id().toString(),
            key.values().toString(),
            status(),
            change.since().toString(),
            due.toString(),
            name().fingerprint().toString());
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private Definition definition() {
    return watcher.definition();
  }

  private ObjectNode plainFacts() {
    Definition definition = definition();
    ObjectNode facts =
        JsonNodeFactory.instance
            .objectNode()
            .put("tenant", watcher.tenant())
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
    if (link == null) {
      return null;
    }
    String made = TextTemplate.of("link", link).render(facts);
    return made.length() > Alert.MAX_URL ? null : made; // half of one leads nowhere
  }

  private @Nullable Remediation remediation(ObjectNode facts) {
    Remediation wanted = definition().remediation();
    if (wanted == null) {
      return null;
    }
    String target = TextTemplate.of("remediation.target", wanted.target()).render(facts);
    return target.isBlank() || target.length() > MAX_TARGET
        ? null
        : new Remediation(wanted.runbook(), target);
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

  /** All that an alert has room for; what people wrote comes before what illustrates it. */
  private Map<String, String> annotations(ObjectNode facts) {
    var all = new Annotations();
    Map<String, String> own = rendered(facts);
    all.put("summary", own.getOrDefault("summary", change.reading().summary()));
    all.put("index", own.getOrDefault("index", definition().index()));
    own.forEach(all::put);
    all.put("samples", evidence.samples());
    all.put("top", evidence.top());
    return all.texts;
  }

  /** As Prometheus writes label names: {@code service.name} becomes {@code service_name}. */
  static String labelName(String field) {
    return fitting(field.replaceAll("[^a-zA-Z0-9_]", "_"), Labels.MAX_NAME);
  }

  private static String fitting(String text, int most) {
    return text.length() > most ? text.substring(0, most) : text;
  }

  /** Annotations, of which later ones have the room that earlier ones leave. */
  private static final class Annotations {

    final Map<String, String> texts = new LinkedHashMap<>();
    private int room = Alert.MAX_ANNOTATIONS;

    /** One that there is already stays. */
    void put(String name, String text) {
      if (room > name.length() && !texts.containsKey(name)) {
        String fits = fitting(text, Math.min(MAX_ANNOTATION, room - name.length()));
        room -= name.length() + fits.length();
        texts.put(name, fits);
      }
    }

    /** As a JSON list, with as many of its items as fit. */
    void put(String name, List<JsonNode> items) {
      var list = JsonNodeFactory.instance.arrayNode();
      int length = 1;
      for (JsonNode item : items) {
        length += item.toString().length() + 1;
        if (length > Math.min(MAX_ANNOTATION, room - name.length())) {
          break;
        }
        list.add(item);
      }
      if (!list.isEmpty()) {
        put(name, list.toString());
      }
    }
  }
}
