package io.vigia.watcher.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.watcher.template.Reading;
import io.vigia.watcher.template.Template;
import io.vigia.watcher.template.Window;
import io.vigia.watcher.watch.Definition;
import java.time.Instant;

/** A definition bound to its template: what to ask for a due time, and how to read the answer. */
record Question(Template template, Object parameters, Definition definition) {

  ObjectNode query(Instant due) {
    Instant to = due.minus(definition.delay());
    return template.query(
        parameters, new Window(definition.timestamp(), to.minus(definition.window()), to));
  }

  Reading read(JsonNode answer) {
    return template.read(parameters, answer);
  }
}
