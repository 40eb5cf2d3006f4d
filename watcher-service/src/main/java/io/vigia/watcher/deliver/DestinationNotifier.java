package io.vigia.watcher.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.deliver.Receipt;
import io.vigia.watcher.watch.DestinationSpec;
import java.util.UUID;

/** A way to tell a destination. A new one is a bean in a file of its own, known by its type. */
public interface DestinationNotifier {

  /** As definitions name it. */
  String type();

  /**
   * Complains about what a definition says; its texts were checked before.
   *
   * @param field of the destination, such as {@code destinations[0]}
   * @throws IllegalArgumentException that begins with the field at fault
   */
  void check(String field, DestinationSpec spec);

  /**
   * Who it is, for logs, answers, and the bound on what is under way: without secrets.
   *
   * @param cluster that the watcher looks at
   */
  String receiver(DestinationSpec spec, String cluster);

  /**
   * What it is told.
   *
   * @param notice the id of the change's notice
   * @throws PayloadTooLarge when the facts make it so
   */
  JsonNode payload(UUID notice, DestinationSpec spec, ObjectNode facts);

  /** Tells it once. A failed Uni means that it was not reached. */
  Uni<Receipt> send(Delivery delivery);
}
