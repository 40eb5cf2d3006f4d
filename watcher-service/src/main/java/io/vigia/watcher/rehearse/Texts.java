package io.vigia.watcher.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.watcher.template.Finding;
import io.vigia.watcher.watch.Definition;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The texts of an alert as they would read, with the facts of one finding in them. */
final class Texts {

  private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([^{}\\s]+)\\s*}}");

  private final ObjectNode facts = JsonNodeFactory.instance.objectNode();
  private final Definition definition;

  Texts(Definition definition, String tenant, Turn turn, Finding finding) {
    this.definition = definition;
    facts
        .put("tenant", tenant)
        .put("watcher", definition.name())
        .put("template", definition.template())
        .put("cluster", definition.cluster())
        .put("index", definition.index())
        .put("alertname", definition.alertname())
        .put("severity", definition.severity())
        .put("status", finding.reading().breached() ? "firing" : "resolved")
        .put("value", finding.reading().value())
        .put("summary", finding.reading().summary())
        .put("starts_at", turn.due().toString())
        .put("at", turn.due().toString())
        .put("from", turn.window().from().toString())
        .put("to", turn.window().to().toString());
    ObjectNode key = facts.putObject("key");
    finding.key().values().forEach(key::put);
  }

  Map<String, String> labels() {
    return all(definition.labels());
  }

  Map<String, String> annotations() {
    return all(definition.annotations());
  }

  @Nullable String link() {
    return definition.link() == null ? null : text(definition.link());
  }

  private Map<String, String> all(Map<String, String> texts) {
    var rendered = new TreeMap<String, String>();
    texts.forEach((name, text) -> rendered.put(name, text(text)));
    return rendered;
  }

  private String text(String template) {
    return PLACE
        .matcher(template)
        .replaceAll(place -> Matcher.quoteReplacement(fact(place.group(1)).asText("")));
  }

  private JsonNode fact(String name) {
    int dot = name.indexOf('.');
    return dot < 0
        ? facts.path(name)
        : facts.path(name.substring(0, dot)).path(name.substring(dot + 1));
  }
}
