package io.vigia.watcher.deliver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.watcher.watch.DestinationSpec;
import java.util.List;
import java.util.UUID;

/**
 * What destinations hear of one change.
 *
 * @param id the same on every try and to every destination of the change
 * @param facts by the names of {@link Facts}, for payloads
 */
public record Notice(
    UUID id, String tenant, UUID watcher, List<DestinationSpec> destinations, ObjectNode facts) {

  public Notice {
    destinations = List.copyOf(destinations);
  }
}
