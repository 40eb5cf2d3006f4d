package io.vigia.router.deliver;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vigia.kit.deliver.Receipt;
import io.vigia.router.RouterConfig;
import io.vigia.router.deliver.PieceNotifier.Piece;
import io.vigia.router.route.Integration;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells an integration by its notifier, once. */
@ApplicationScoped
class DeliveryClient {

  private final Map<String, Notifier> notifiers;
  private final RouterConfig config;

  DeliveryClient(@All List<Notifier> notifiers, RouterConfig config) {
    this.notifiers =
        notifiers.stream().collect(Collectors.toMap(Notifier::type, Function.identity()));
    this.config = config;
  }

  /**
   * @param told remembers the key of a piece that the receiver took; when it fails, so does this
   * @return what the receiver said; {@link Receipt.NotNow} when it was not reached in time
   */
  Uni<Receipt> send(Delivery delivery, Integration integration, Function<String, Uni<Void>> told) {
    Notifier notifier = notifiers.get(integration.type());
    if (notifier == null) {
      return Uni.createFrom().item(new Receipt.Rejected("no such notifier"));
    }
    if (notifier instanceof PieceNotifier inPieces) {
      return Uni.createFrom()
          .deferred(() -> inPieces(inPieces, delivery, integration.settings(), told));
    }
    return once(Uni.createFrom().deferred(() -> notifier.send(delivery, integration.settings())));
  }

  private Uni<Receipt> once(Uni<Receipt> trial) {
    return trial
        .ifNoItem()
        .after(config.deliveryTimeout())
        .fail()
        .onFailure()
        .recoverWithItem(e -> new Receipt.NotNow(reason(e), Optional.empty()));
  }

  /** An exception's own words may hold an address with a token in it; its class says enough. */
  private static String reason(Throwable failure) {
    String text = String.valueOf(failure.getMessage());
    boolean telling = text.contains("://") || text.contains(" /");
    return failure.getClass().getSimpleName() + (telling ? "" : ": " + text);
  }

  private Uni<Receipt> inPieces(
      PieceNotifier notifier,
      Delivery delivery,
      Object settings,
      Function<String, Uni<Void>> told) {
    List<Piece> all = notifier.pieces(delivery, settings);
    if (all.isEmpty()) {
      return Uni.createFrom().item(new Receipt.NotConcerned("there is nothing in it for anybody"));
    }
    var left =
        new ArrayList<>(all.stream().filter(p -> !delivery.pieces().contains(p.key())).toList());
    Collections.rotate(left, 1 - delivery.attempts()); // so that one that fails stops no other
    var receipts = new ArrayList<Receipt>();
    return Multi.createFrom()
        .iterable(left)
        .onItem()
        .transformToUniAndConcatenate(
            piece -> next(notifier, delivery, piece, settings, told, receipts))
        .collect()
        .last()
        .map(done -> sum(receipts));
  }

  private Uni<Void> next(
      PieceNotifier notifier,
      Delivery delivery,
      Piece piece,
      Object settings,
      Function<String, Uni<Void>> told,
      List<Receipt> receipts) {
    if (receipts.stream().anyMatch(Receipt.NotNow.class::isInstance)) {
      return Uni.createFrom().voidItem(); // it is as far away for the others
    }
    return once(Uni.createFrom().deferred(() -> notifier.send(delivery, piece, settings)))
        .invoke(receipts::add)
        .chain(
            receipt ->
                receipt instanceof Receipt.Taken
                    ? told.apply(piece.key())
                    : Uni.createFrom().voidItem());
  }

  /** What can be tried again comes before what cannot. */
  private static Receipt sum(List<Receipt> receipts) {
    return receipts.stream()
        .filter(Receipt.NotNow.class::isInstance)
        .findFirst()
        .or(() -> receipts.stream().filter(Receipt.Rejected.class::isInstance).findFirst())
        .orElseGet(Receipt.Taken::new);
  }
}
