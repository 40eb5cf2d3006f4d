package io.vigia.watcher.ask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.watcher.template.Buckets;
import io.vigia.watcher.template.Cell;
import io.vigia.watcher.template.Key;
import io.vigia.watcher.template.Template;
import io.vigia.watcher.template.Window;
import io.vigia.watcher.watch.Definition;
import java.util.List;
import java.util.Set;

/** A definition bound to its template, for one window. */
public record Inquiry(Definition definition, Template template, Window window) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** The same question about another window. */
  public Inquiry about(Window other) {
    return new Inquiry(definition, template, other);
  }

  /**
   * What to ask: the template's cells, narrowed by the watcher's filter and told apart by its keys.
   */
  public List<Cell> cells() {
    return template.cells(definition.parameters(), window).stream()
        .map(
            cell ->
                new Cell(
                    cell.name(),
                    cell.window(),
                    narrowed(cell.filter()),
                    Grouping.aggs(definition, cell.aggs())))
        .toList();
  }

  /** Whether it judges keys that are no longer there: by those that were there before. */
  public boolean remembersKeys() {
    return template.remembersKeys(definition.parameters()) && !definition.groupBy().isEmpty();
  }

  /** The stretches of time that it asks about. */
  public List<Window> windows() {
    return template.cells(definition.parameters(), window).stream().map(Cell::window).toList();
  }

  /**
   * Reads the answers.
   *
   * @param buckets the answer to each cell by its name
   * @param known keys that had a verdict before: they get one now, even if nothing is there of them
   */
  public Answer read(Buckets buckets, Set<Key> known) {
    return Grouping.read(this, buckets, known);
  }

  private ObjectNode narrowed(ObjectNode clause) {
    JsonNode filter = definition.filter();
    if (filter == null) {
      return clause;
    }
    ObjectNode both = JSON.objectNode();
    both.putObject("bool").putArray("filter").add(clause(filter)).add(clause);
    return both;
  }

  /** A query clause from what people write: a query string, or a clause. */
  public static JsonNode clause(JsonNode filter) {
    if (!filter.isTextual()) {
      return filter;
    }
    ObjectNode clause = JSON.objectNode();
    clause.putObject("query_string").put("query", filter.asText());
    return clause;
  }
}
