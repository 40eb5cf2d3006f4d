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
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Opens incidents, and lets alerts and notifications join them, in the transactions in which those
 * happen.
 */
@ApplicationScoped
@Priority(10) // alerts' changes lock rows in one order: groups, timers, incidents
class IncidentConsumer implements AlertChangeConsumer, NotificationConsumer {

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
        .open(
            tx,
            alerts.stream().map(Alert::tenant).toList(),
            alerts.stream().map(alert -> alert.labels().fingerprint()).toList())
        .chain(
            open -> {
              Map<String, Episodes> episodes = episodes(alerts, open, now);
              List<Changed> changed = changed(episodes, open);
              List<Episodes> beginning =
                  episodes.values().stream().filter(e -> !e.fresh().isEmpty()).toList();
              return changed.isEmpty() && beginning.isEmpty()
                  ? Uni.createFrom().voidItem()
                  : began(tx, beginning, now).chain(began -> store.save(tx, began, changed, now));
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

  private static Map<String, Episodes> episodes(
      List<Alert> alerts, Map<String, Open> open, Instant now) {
    var episodes = new LinkedHashMap<String, Episodes>();
    for (Alert alert : alerts) {
      episodes
          .computeIfAbsent(
              alert.key(),
              key ->
                  new Episodes(
                      alert.tenant(),
                      alert.labels(),
                      Optional.ofNullable(open.get(key)).map(Open::startsAt)))
          .take(alert, now);
    }
    return episodes;
  }

  private static List<Changed> changed(Map<String, Episodes> episodes, Map<String, Open> open) {
    var changed = new ArrayList<Changed>();
    episodes.forEach(
        (key, one) -> {
          Open known = open.get(key);
          if (known != null && one.changeTheKnown()) {
            changed.add(new Changed(known, one.earlierStart(), one.knownEnd()));
          }
        });
    return changed;
  }

  private Uni<List<Began>> began(SqlConnection tx, List<Episodes> beginning, Instant now) {
    Uni<List<Began>> all = Uni.createFrom().item(new ArrayList<>());
    for (var tenant : beginning.stream().collect(groupingBy(Episodes::tenant)).entrySet()) {
      all =
          all.chain(
              found ->
                  causes(tx, tenant.getKey(), tenant.getValue(), now)
                      .map(
                          causes -> {
                            tenant.getValue().forEach(one -> add(found, one, causes));
                            return found;
                          }));
    }
    return all;
  }

  private static void add(List<Began> began, Episodes one, Map<String, Cause> causes) {
    Optional.ofNullable(causes.get(one.labels().fingerprint()))
        .ifPresent(
            cause ->
                one.fresh()
                    .forEach(
                        fresh ->
                            began.add(
                                new Began(
                                    cause, one.labels(), fresh.startsAt(), fresh.endedAt()))));
  }

  /** By the fingerprints of the alerts that begin. */
  private Uni<Map<String, Cause>> causes(
      SqlConnection tx, String tenant, List<Episodes> beginning, Instant now) {
    var current = routing.current();
    List<Labels> labels = beginning.stream().map(Episodes::labels).toList();
    Map<String, Cause> own =
        labels.stream().collect(toMap(Labels::fingerprint, one -> Cause.of(tenant, one, current)));
    return current.inhibitRules().isEmpty()
        ? Uni.createFrom().item(own)
        : mutes
            .of(tx, tenant, () -> Uni.createFrom().item(labels), now)
            .chain(muted -> following(tx, tenant, own, muted.inhibitedBy()));
  }

  private Uni<Map<String, Cause>> following(
      SqlConnection tx,
      String tenant,
      Map<String, Cause> own,
      Map<String, List<String>> inhibitors) {
    List<String> sources = inhibitors.values().stream().flatMap(List::stream).distinct().toList();
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
                                      Optional.ofNullable(known.get(tenant + "/" + source))
                                          .map(Open::cause),
                                  own)));
              return causes;
            });
  }

  private static List<String> fingerprints(List<Alert> alerts) {
    return alerts.stream().map(alert -> alert.labels().fingerprint()).distinct().toList();
  }
}
