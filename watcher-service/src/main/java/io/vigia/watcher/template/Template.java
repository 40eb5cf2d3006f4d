package io.vigia.watcher.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A question to an index. Pure: says what to ask and reads the answer. A built-in one is a YAML
 * file ({@link DeclaredTemplate}) or, where that language does not suffice, a bean; one file each.
 * The parameters that it gets have passed its card's schema.
 */
public interface Template {

  /** Name, help, parameters and example. */
  Card card();

  /**
   * What to ask to judge the window; filters of the watcher and its group-by are added by others.
   */
  List<Cell> cells(JsonNode parameters, Window window);

  /**
   * What the answers say. A key that was there before and is not in the answer now comes with
   * buckets that hold {@code doc_count} 0 and nothing else.
   *
   * @param buckets the answer to each cell, by its name
   * @return usually one finding of {@link Key#WHOLE}; several when the template itself tells things
   *     apart
   */
  List<Finding> read(JsonNode parameters, Buckets buckets, Window window);

  /** Whether a key that is no longer in the answer is what it looks for. */
  default boolean remembersKeys() {
    return false;
  }

  /** The same for these parameters: some limits make a difference. */
  default boolean remembersKeys(JsonNode parameters) {
    return remembersKeys();
  }
}
