package io.vigia.router.incident;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Labels;
import io.vigia.router.alert.AlertChangeConsumer;
import io.vigia.router.deliver.Notification;
import io.vigia.router.deliver.NotificationConsumer;
import io.vigia.router.incident.IncidentStore.Began;
import io.vigia.router.incident.IncidentStore.Changed;
import io.vigia.router.incident.IncidentStore.Open;
import io.vigia.router.mute.MuteStore;
import io.vigia.router.route.RoutingWiring;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Opens incidents, and lets alerts and notifications join them, in the transactions in which those
 * happen.
 */
@ApplicationScoped
class IncidentConsumer implements AlertChangeConsumer, NotificationConsumer {

  private record Change(Alert alert, Optional<Open> open, EpisodeChange what) {}

  private final IncidentStore store;
  private final MuteStore mutes;
  private final RoutingWiring routing;

  IncidentConsumer(IncidentStore store, MuteStore mutes, RoutingWiring routing) {
    this.store = store;
    this.mutes = mutes;
    this.routing = routing;
  }

  @Override
  public Uni<Void> changed(SqlConnection tx, List<Alert> alerts, Instant now) {
    return store
        .open(tx, alerts.stream().map(Alert::tenant).toList(), fingerprints(alerts))
        .chain(
            open -> {
              List<Change> changes =
                  alerts.stream()
                      .map(alert -> change(alert, Optional.ofNullable(open.get(alert.key())), now))
                      .filter(change -> !change.what().isNone())
                      .toList();
              return changes.isEmpty()
                  ? Uni.createFrom().voidItem()
                  : begun(tx, changes, now)
                      .chain(began -> store.save(tx, began, changed(changes), now));
            });
  }

  @Override
  public Uni<Void> enqueued(
      SqlConnection tx,
      Notification notification,
      List<UUID> deliveries,
      String reason,
      Instant now) {
    return store.join(
        tx, notification.tenant(), fingerprints(notification.alerts()), deliveries, now);
  }

  private static Change change(Alert alert, Optional<Open> open, Instant now) {
    return new Change(alert, open, EpisodeChange.of(open.map(Open::startsAt), alert, now));
  }

  private static List<Changed> changed(List<Change> changes) {
    return changes.stream()
        .filter(change -> change.what().ended().isPresent() || change.what().earlier())
        .map(
            change ->
                new Changed(
                    change.open().orElseThrow(),
                    change.what().earlier()
                        ? Optional.of(change.alert().startsAt())
                        : Optional.empty(),
                    change.what().ended()))
        .toList();
  }

  private Uni<List<Began>> begun(SqlConnection tx, List<Change> changes, Instant now) {
    Map<String, List<Alert>> byTenant =
        changes.stream()
            .filter(change -> change.what().began())
            .map(Change::alert)
            .collect(groupingBy(Alert::tenant));
    Uni<List<Began>> all = Uni.createFrom().item(new ArrayList<>());
    for (var one : byTenant.entrySet()) {
      all =
          all.chain(
              found ->
                  begun(tx, one.getKey(), one.getValue(), now)
                      .map(
                          more -> {
                            found.addAll(more);
                            return found;
                          }));
    }
    return all;
  }

  private Uni<List<Began>> begun(SqlConnection tx, String tenant, List<Alert> alerts, Instant now) {
    var current = routing.current();
    Map<String, Cause> own =
        alerts.stream()
            .collect(
                toMap(
                    a -> a.labels().fingerprint(),
                    a -> Cause.of(tenant, a.labels(), current),
                    (a, same) -> a));
    if (current.inhibitRules().isEmpty()) {
      return Uni.createFrom().item(began(alerts, own));
    }
    List<Labels> labels = alerts.stream().map(Alert::labels).toList();
    return mutes
        .of(tx, tenant, () -> Uni.createFrom().item(labels), now)
        .chain(
            muted -> {
              Map<String, List<String>> inhibitors = muted.inhibitedBy();
              List<String> sources =
                  inhibitors.values().stream().flatMap(List::stream).distinct().toList();
              return store
                  .open(tx, sources.stream().map(source -> tenant).toList(), sources)
                  .map(
                      known -> {
                        var causes = new HashMap<String, Cause>();
                        own.keySet()
                            .forEach(
                                name ->
                                    causes.put(
                                        name,
                                        Cause.following(
                                            name,
                                            inhibitors,
                                            source ->
                                                Optional.ofNullable(
                                                        known.get(tenant + "/" + source))
                                                    .map(Open::cause),
                                            own)));
                        return began(alerts, causes);
                      });
            });
  }

  private static List<Began> began(List<Alert> alerts, Map<String, Cause> causes) {
    var began = new ArrayList<Began>();
    for (Alert alert : alerts) {
      Optional.ofNullable(causes.get(alert.labels().fingerprint()))
          .ifPresent(cause -> began.add(new Began(cause, alert.labels(), alert.startsAt())));
    }
    return List.copyOf(began);
  }

  private static List<String> fingerprints(List<Alert> alerts) {
    return alerts.stream().map(alert -> alert.labels().fingerprint()).toList();
  }
}
