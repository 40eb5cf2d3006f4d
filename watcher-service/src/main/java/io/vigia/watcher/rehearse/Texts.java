package io.vigia.watcher.rehearse;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.watcher.deliver.TextTemplate;
import io.vigia.watcher.template.Finding;
import io.vigia.watcher.watch.Definition;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The texts of an alert as they would read, with the facts of one finding in them. */
final class Texts {

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
    return all("labels", definition.labels());
  }

  Map<String, String> annotations() {
    return all("annotations", definition.annotations());
  }

  @Nullable String link() {
    return definition.link() == null
        ? null
        : TextTemplate.of("link", definition.link()).render(facts);
  }

  private Map<String, String> all(String field, Map<String, String> texts) {
    var rendered = new TreeMap<String, String>();
    texts.forEach(
        (name, text) ->
            rendered.put(name, TextTemplate.of(field + "." + name, text).render(facts)));
    return rendered;
  }
}
