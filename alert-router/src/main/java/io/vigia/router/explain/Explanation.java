package io.vigia.router.explain;

import io.vigia.contracts.Alert.Status;
import io.vigia.router.deliver.AlertDelivery;
import io.vigia.router.mute.Silence;
import io.vigia.router.route.Integration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Why an alert was told or not, for one route. A decision: no clock, no I/O.
 *
 * @param text for people
 * @param until when that may change by itself, if that is known
 */
record Explanation(Reason reason, String text, Optional<Instant> until) {

  /** Of several deliveries the worst is what a person must know. */
  private static final List<Reason> WORST_FIRST =
      List.of(
          Reason.DEAD_LETTER,
          Reason.RETRYING,
          Reason.PENDING_DELIVERY,
          Reason.DELIVERED,
          Reason.SKIPPED);

  static Explanation of(Situation situation, Instant now) {
    return situation.fires(now) ? ofFiring(situation) : ofEnded(situation);
  }

  private static Explanation ofFiring(Situation s) {
    if (s.place().isEmpty()) {
      return explained(
          Reason.WAITING_FOR_SOURCE,
          "the routes have changed; it joins the group when its source speaks of it again");
    }
    return muted(s).orElseGet(() -> s.isTold() ? told(s) : waiting(s));
  }

  private static Optional<Explanation> muted(Situation s) {
    if (!s.mutedTimes().isEmpty()) {
      return Optional.of(
          explained(
              Reason.ROUTE_MUTED,
              "its route tells nobody because of the time interval "
                  + String.join(", ", s.mutedTimes())));
    }
    if (!s.silences().isEmpty()) {
      return Optional.of(silenced(s.silences()));
    }
    return s.inhibitors().stream()
        .findFirst()
        .map(
            by ->
                explained(
                    Reason.INHIBITED,
                    "inhibit rule %d keeps it quiet while %s fires"
                        .formatted(by.number(), by.source().values())));
  }

  private static Explanation silenced(List<Silence> silences) {
    Silence last =
        silences.stream().max(Comparator.comparing(Silence::endsAt)).orElse(silences.get(0));
    return new Explanation(
        Reason.SILENCED,
        "silence %s of %s: %s".formatted(last.id(), last.createdBy(), last.comment()),
        Optional.of(last.endsAt()));
  }

  private static Explanation waiting(Situation s) {
    boolean noRoom =
        s.last()
            .filter(d -> d.reason() == Reason.OMITTED && d.startsAt().equals(s.alert().startsAt()))
            .isPresent();
    if (noRoom) {
      return new Explanation(
          Reason.OMITTED, "there was no room for it; it goes with the next notification", s.due());
    }
    boolean first = s.place().flatMap(place -> place.notifiedAt()).isEmpty();
    return new Explanation(
        first ? Reason.WAITING_GROUP_WAIT : Reason.WAITING_GROUP_INTERVAL,
        first ? "the group waits for others to come" : "the group spoke a short while ago",
        s.due());
  }

  private static Explanation told(Situation s) {
    if (s.integrations().isEmpty()) {
      return explained(
          Reason.NO_INTEGRATION, "receiver " + s.route().receiver() + " has nothing to tell by");
    }
    Explanation sent = worst(s.newest(Status.FIRING)).orElseGet(() -> nothingNew(s));
    boolean flushedSince =
        s.due()
            .map(due -> due.minus(s.route().groupInterval()))
            .filter(tick -> s.place().flatMap(place -> place.notifiedAt()).isPresent())
            .filter(tick -> tick.isAfter(s.place().orElseThrow().notifiedAt().orElseThrow()))
            .isPresent();
    return sent.reason() == Reason.DELIVERED && flushedSince ? nothingNew(s) : sent;
  }

  private static Explanation nothingNew(Situation s) {
    boolean takenOn =
        s.last()
            .filter(d -> d.startsAt().equals(s.alert().startsAt()))
            .filter(d -> d.reason() == Reason.ACKNOWLEDGED)
            .isPresent();
    if (takenOn) {
      return explained(
          Reason.ACKNOWLEDGED, "it was told already, and nobody is reminded: it is taken on");
    }
    return new Explanation(
        Reason.NOTHING_NEW,
        "it was told already"
            + s.place().flatMap(place -> place.notifiedAt()).map(at -> " at " + at).orElse("")
            + s.repeatsAt().map(at -> ", and is repeated at " + at).orElse(""),
        s.repeatsAt());
  }

  private static Explanation ofEnded(Situation s) {
    Optional<Explanation> end = worst(s.newest(Status.RESOLVED));
    if (end.isPresent()) {
      return end.get();
    }
    if (s.place().isPresent()) {
      return muted(s).orElseGet(() -> endWaits(s));
    }
    boolean told = !s.newest(Status.FIRING).isEmpty();
    if (told && s.integrations().stream().noneMatch(Integration::sendResolved)) {
      return explained(
          Reason.SEND_RESOLVED_OFF,
          "it has ended; receiver " + s.route().receiver() + " is not told of ends");
    }
    return s.last()
        .filter(d -> d.startsAt().equals(s.alert().startsAt()))
        .map(Explanation::decided)
        .orElseGet(
            () -> explained(Reason.NOT_KEPT, "it has ended; what was decided is no longer kept"));
  }

  private static Explanation endWaits(Situation s) {
    return s.place().flatMap(place -> place.toldStartsAt()).isPresent()
        ? new Explanation(
            Reason.WAITING_GROUP_INTERVAL, "its end is told with the group's next flush", s.due())
        : explained(
            Reason.RESOLVED_BEFORE_NOTIFIED, "it ended before anybody was told of its beginning");
  }

  private static Explanation decided(DecisionView last) {
    String what =
        switch (last.reason()) {
          case SILENCED -> "it was silenced when it ended, by " + last.detail();
          case INHIBITED -> "it was inhibited when it ended, by " + last.detail();
          case ROUTE_MUTED -> "its route was mute when it ended, by " + last.detail();
          case RESOLVED_BEFORE_NOTIFIED -> "it ended before anybody was told of its beginning";
          default -> "it has ended; decided at " + last.at();
        };
    return explained(last.reason(), what);
  }

  private static Optional<Explanation> worst(List<AlertDelivery> deliveries) {
    return deliveries.stream()
        .map(Explanation::of)
        .min(Comparator.comparing(explanation -> WORST_FIRST.indexOf(explanation.reason())));
  }

  private static Explanation of(AlertDelivery delivery) {
    String to = delivery.receiver() + "/" + delivery.integration();
    String why = delivery.lastError() == null ? "" : ": " + delivery.lastError();
    Optional<Instant> next = Optional.ofNullable(delivery.nextAttemptAt());
    return switch (delivery.status()) {
      case "delivered" ->
          explained(Reason.DELIVERED, "%s has it since %s".formatted(to, delivery.finishedAt()));
      case "dead" ->
          explained(
              Reason.DEAD_LETTER,
              "%s did not take it in %d tries%s".formatted(to, delivery.attempts(), why));
      case "skipped" -> explained(Reason.SKIPPED, to + " had nothing to do" + why);
      default ->
          delivery.lastError() == null
              ? new Explanation(Reason.PENDING_DELIVERY, "it is on its way to " + to, next)
              : new Explanation(
                  Reason.RETRYING,
                  "%s did not take it yet, after %d tries%s"
                      .formatted(to, delivery.attempts(), why),
                  next);
    };
  }

  private static Explanation explained(Reason reason, String text) {
    return new Explanation(reason, text, Optional.empty());
  }
}
