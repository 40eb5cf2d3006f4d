package io.vigia.watcher.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** The answers to the cells of a template, by their names. */
public record Buckets(Map<String, JsonNode> byCell) {

  public Buckets {
    byCell = Map.copyOf(byCell);
  }

  /**
   * @throws IllegalArgumentException for a cell that was not asked
   */
  public JsonNode of(String cell) {
    JsonNode bucket = byCell.get(cell);
    if (bucket == null) {
      throw new IllegalArgumentException("cell " + cell + " was not asked");
    }
    return bucket;
  }

  /** The answer to {@link Cell#ONLY}. */
  public JsonNode only() {
    return of(Cell.ONLY);
  }
}
