package io.vigia.watcher.watch;

import java.util.List;

/**
 * Definitions as they came in.
 *
 * @param list whether they came as a list or as several documents
 * @param text what they were read from, so that a complaint can name its line
 */
record Written(List<Definition> definitions, boolean list, Form form, String text) {

  enum Form {
    YAML,
    JSON
  }

  Written {
    definitions = List.copyOf(definitions);
  }

  /** The field of one of them, as a path from the beginning of all. */
  String path(int definition, String field) {
    return list ? "[" + definition + "]" + (field.isEmpty() ? "" : "." + field) : field;
  }
}
