package io.vigia.watcher.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A question to an index. Pure: builds the query and reads the answer. One file each. */
public interface Template {

  /** Its name in definitions. */
  String name();

  /** The record that a definition's parameters are read into; it refuses what is wrong. */
  Class<?> parameters();

  /** The search body, without documents, for the window. */
  ObjectNode query(Object parameters, Window window);

  /** What the answer says. */
  Reading read(Object parameters, JsonNode answer);
}
