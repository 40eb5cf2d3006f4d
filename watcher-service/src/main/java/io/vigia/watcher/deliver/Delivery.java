package io.vigia.watcher.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.watcher.watch.DestinationSpec;
import java.time.Instant;
import java.util.UUID;

/**
 * One notice on its way to one destination.
 *
 * @param id of this pair
 * @param notice the same for all destinations of the change
 * @param destination its place in the watcher's list
 * @param receiver who it is, for logs and answers: without secrets
 * @param attempts how often it was tried, this try included
 * @param token of its lease
 * @param since when the first try became due, or the first after a retry by hand
 */
public record Delivery(
    UUID id,
    UUID notice,
    int destination,
    UUID watcher,
    String receiver,
    DestinationSpec spec,
    ObjectNode facts,
    int attempts,
    long token,
    Instant since) {

  /** The same on every try, so that a receiver can collapse repeats. */
  public String key() {
    return notice + "-" + destination;
  }

  /**
   * What is sent.
   *
   * @throws PayloadTooLarge when the facts make it so
   */
  JsonNode payload(DestinationNotifier notifier) {
    return notifier.payload(notice, spec, facts);
  }
}
