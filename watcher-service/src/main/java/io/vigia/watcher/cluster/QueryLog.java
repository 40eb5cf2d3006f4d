package io.vigia.watcher.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import org.jboss.logging.Logger;

/**
 * Queries to clusters and their answers, as log lines of one category of their own, so that they
 * can be read apart from all else ({@code -d 2}).
 */
public final class QueryLog {

  /** Its level DEBUG shows them. */
  public static final String CATEGORY = "io.vigia.watcher.query";

  private static final Logger LOG = Logger.getLogger(CATEGORY);

  private QueryLog() {}

  static void asked(Search search) {
    LOG.debugf("-> %s %s/_search %s", search.cluster(), search.index(), search.body());
  }

  static void answered(Search search, JsonNode answer) {
    LOG.debugf("<- %s %s %s", search.cluster(), search.index(), answer);
  }

  static void failed(Search search, Unanswered why) {
    LOG.debugf("<- %s %s %s: %s", search.cluster(), search.index(), why.reason(), why.detail());
  }
}
