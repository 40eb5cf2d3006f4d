package io.vigia.benchmarks.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a watcher asks, twice: as the parameters of a template, and as a search that was written
 * here by hand and knows nothing of the service's own, to compare with.
 */
public interface Question {

  /** The template's name. */
  String template();

  /** The template's parameters. */
  ObjectNode parameters();

  /** Adds the clauses that narrow the hand-written search, beside window and watcher's filter. */
  default void narrow(ArrayNode filters) {}

  /** The aggregations of the hand-written search. */
  default ObjectNode aggs() {
    return JsonNodeFactory.instance.objectNode();
  }

  /**
   * What must come out.
   *
   * @param count of the documents that match
   * @param aggs the answers to {@link #aggs}
   */
  Expected read(long count, JsonNode aggs);
}
