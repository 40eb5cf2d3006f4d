package io.vigia.router.deliver;

import io.smallrye.mutiny.Uni;
import io.vigia.kit.deliver.Receipt;
import java.util.List;

/**
 * A way to tell a notification as several messages. What is told is remembered piece by piece, so
 * that a try after a failure repeats none.
 */
interface PieceNotifier extends Notifier {

  /**
   * One message.
   *
   * @param key tells it from the others of its delivery; the same at every try
   */
  record Piece(String key, Object message) {}

  /** All of them; none when the notification has nothing for this receiver. */
  List<Piece> pieces(Delivery delivery, Object settings);

  /** Tells one. A failed Uni means that the receiver was not reached. */
  Uni<Receipt> send(Delivery delivery, Piece piece, Object settings);

  @Override
  default Uni<Receipt> send(Delivery delivery, Object settings) {
    throw new UnsupportedOperationException("it is told in pieces");
  }
}
