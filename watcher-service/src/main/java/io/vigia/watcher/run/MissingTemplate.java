package io.vigia.watcher.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vigia.watcher.template.Buckets;
import io.vigia.watcher.template.Card;
import io.vigia.watcher.template.Cell;
import io.vigia.watcher.template.Finding;
import io.vigia.watcher.template.Template;
import io.vigia.watcher.template.Window;
import java.util.List;
import java.util.Map;

/** Stands for a template that was removed while watchers use it: they know nothing then. */
record MissingTemplate(String name) implements Template {

  @Override
  public Card card() {
    var nothing = JsonNodeFactory.instance.objectNode();
    return new Card(name, Map.of("en", "It was removed."), nothing, nothing);
  }

  @Override
  public List<Cell> cells(JsonNode parameters, Window window) {
    throw new IllegalStateException("there is no template " + name);
  }

  @Override
  public List<Finding> read(JsonNode parameters, Buckets buckets, Window window) {
    return List.of();
  }
}
