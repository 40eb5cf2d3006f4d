package io.vigia.router.deliver;

import io.smallrye.mutiny.Uni;
import io.vigia.kit.deliver.Receipt;
import io.vigia.router.route.IntegrationType;

/**
 * A way to tell a receiver. A new one is a bean in a file of its own: the routing files know it by
 * its type.
 */
public interface Notifier extends IntegrationType {

  /**
   * Tells it once. A failed Uni means that the receiver was not reached.
   *
   * @param settings of the class that {@link #settings()} names
   */
  Uni<Receipt> send(Delivery delivery, Object settings);
}
