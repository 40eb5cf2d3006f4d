package io.vigia.router.explain;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.router.deliver.AlertDelivery;
import io.vigia.router.group.AlertGroupStore.Place;
import io.vigia.router.mute.Mutes.Inhibitor;
import io.vigia.router.mute.Silence;
import io.vigia.router.route.Integration;
import io.vigia.router.route.Route;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of an alert and one route that takes it.
 *
 * @param mutedTimes the time intervals because of which the route tells nobody now
 * @param place in the route's group; absent before it joins and after its end was dealt with
 * @param deliveries that speak of it to the route's receiver, the newest first
 * @param last what a flush last decided of it
 */
record Situation(
    Alert alert,
    Route route,
    List<Integration> integrations,
    List<String> mutedTimes,
    List<Silence> silences,
    List<Inhibitor> inhibitors,
    Optional<Place> place,
    List<AlertDelivery> deliveries,
    Optional<DecisionView> last) {

  boolean fires(Instant now) {
    Instant end = alert.endsAt();
    return alert.status() == Status.FIRING && (end == null || end.isAfter(now));
  }

  /** Whether the group's last notification said that it fires. */
  boolean isTold() {
    return place
        .filter(p -> !p.leftOut())
        .flatMap(Place::toldStartsAt)
        .filter(alert.startsAt()::equals)
        .isPresent();
  }

  Optional<Instant> due() {
    return place.flatMap(Place::due);
  }

  Optional<Instant> repeatsAt() {
    return place.flatMap(Place::notifiedAt).map(at -> at.plus(route.repeatInterval()));
  }

  /** The newest delivery of each integration that says so of this episode. */
  List<AlertDelivery> newest(Status said) {
    return deliveries.stream()
        .filter(d -> d.said() == said && d.startsAt().equals(alert.startsAt()))
        .filter(
            d ->
                deliveries.stream()
                    .filter(o -> o.said() == said && o.startsAt().equals(d.startsAt()))
                    .filter(o -> o.integration().equals(d.integration()))
                    .findFirst()
                    .filter(d::equals)
                    .isPresent())
        .toList();
  }
}
