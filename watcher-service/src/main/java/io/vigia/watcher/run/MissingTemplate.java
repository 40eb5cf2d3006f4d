package io.vigia.watcher.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vigia.watcher.template.Buckets;
import io.vigia.watcher.template.Card;
import io.vigia.watcher.template.Cell;
import io.vigia.watcher.template.Finding;
import io.vigia.watcher.template.Template;
import io.vigia.watcher.template.Window;
import io.vigia.watcher.watch.Watcher;
import java.util.List;
import java.util.Map;

/**
 * Stands for a template that was removed while watchers use it, or that helps nobody since their
 * definition or what was believed of them cannot be read: they know nothing then.
 *
 * @param why for people
 */
record MissingTemplate(String name, String why) implements Template {

  static MissingTemplate of(Watcher watcher) {
    String name = watcher.definition().template();
    String complaint = watcher.complaint();
    return new MissingTemplate(
        name,
        complaint == null
            ? "there is no template " + name
            : "its definition cannot be read: " + complaint);
  }

  @Override
  public Card card() {
    var nothing = JsonNodeFactory.instance.objectNode();
    return new Card(name, Map.of("en", "It was removed."), nothing, nothing);
  }

  @Override
  public List<Cell> cells(JsonNode parameters, Window window) {
    throw new IllegalStateException(why);
  }

  @Override
  public List<Finding> read(JsonNode parameters, Buckets buckets, Window window) {
    return List.of();
  }
}
