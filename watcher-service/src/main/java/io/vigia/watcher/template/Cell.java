package io.vigia.watcher.template;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One thing that a template asks: documents of a window that match a filter, and aggregations over
 * them. Cells of several watchers travel in one search, so a cell knows nothing of the others. Its
 * answer is a bucket: {@code doc_count} and the aggregations by their names.
 *
 * @param name tells the cells of one template apart
 * @param filter a query clause beside the window's; {@code match_all} for all documents
 * @param aggs aggregations by name; empty when counting is enough
 */
public record Cell(String name, Window window, ObjectNode filter, ObjectNode aggs) {

  /** The name of the only cell of most templates. */
  public static final String ONLY = "now";
}
