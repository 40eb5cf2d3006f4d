package io.vigia.watcher.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/**
 * A search.
 *
 * @param cluster its name in the configuration
 * @param index an index pattern
 * @param timeout for the cluster's work; the connection waits a little longer
 * @param lane which of the cluster's queues it waits in
 */
public record Search(String cluster, String index, ObjectNode body, Duration timeout, Lane lane) {

  /** Each has room of its own, so that what is slow delays nothing that is not. */
  public enum Lane {
    FAST,
    SLOW
  }

  public Search {
    IndexPattern.check("index", index);
  }

  /** The body with the time that the cluster is given. */
  ObjectNode timed() {
    ObjectNode timed = body.objectNode();
    timed.setAll(body);
    return timed.put("timeout", timeout.toMillis() + "ms");
  }
}
