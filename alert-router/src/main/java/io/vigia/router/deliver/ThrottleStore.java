package io.vigia.router.deliver;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Labels;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.router.alert.AlertRowMapper;
import io.vigia.router.deliver.Throttle.Told;
import io.vigia.router.mute.MuteStore;
import io.vigia.router.route.Integration;
import io.vigia.router.route.Route;
import io.vigia.router.route.RoutingWiring;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What throttled integrations were told of each alert. */
@ApplicationScoped
class ThrottleStore {

  /**
   * @param later alerts that are asked for again then
   * @param why the others are not told, in words
   */
  record Answer(List<Alert> toTell, Map<Alert, Instant> later, String why) {}

  /** It was held until then; when another was told meanwhile, it is about that one. */
  private static final String HELD_ROW =
      " where tenant = $1 and target = $2 and fingerprint = $3 and told_at = $4";

  private final Pool pool;
  private final MuteStore mutes;
  private final RoutingWiring routing;

  ThrottleStore(Pool pool, MuteStore mutes, RoutingWiring routing) {
    this.pool = pool;
    this.mutes = mutes;
    this.routing = routing;
  }

  /** Decides for each alert, and remembers what is told now or will be, in one transaction. */
  Uni<Answer> ask(
      SqlConnection tx, Notification notification, Integration integration, Instant now) {
    String target = notification.receiver() + "/" + integration.name();
    return groupInterval(tx, notification)
        .chain(interval -> told(tx, notification, target).map(told -> Map.entry(interval, told)))
        .chain(
            known -> {
              var toTell = new ArrayList<Alert>();
              var later = new LinkedHashMap<Alert, Instant>();
              var why = new LinkedHashMap<String, Integer>();
              for (Alert alert : notification.alerts()) {
                Throttle throttle =
                    Throttle.of(
                        alert,
                        Optional.ofNullable(known.getValue().get(alert.labels().fingerprint())),
                        integration.terms(),
                        known.getKey(),
                        now);
                if (throttle.tells()) {
                  toTell.add(alert);
                } else {
                  throttle.until().ifPresent(until -> later.put(alert, until));
                  why.merge(throttle.reason().words(), 1, Integer::sum);
                }
              }
              return remember(tx, notification.tenant(), target, toTell, later, now)
                  .replaceWith(new Answer(toTell, later, String.join("; ", why.keySet())));
            });
  }

  private Uni<Duration> groupInterval(SqlConnection tx, Notification notification) {
    return tx.preparedQuery("select route from alert_group where tenant = $1 and group_key = $2")
        .execute(Tuple.of(notification.tenant(), notification.groupKey()))
        .map(
            rows ->
                rows.stream()
                    .findFirst()
                    .flatMap(row -> routing.current().route(row.getString("route")))
                    .map(Route::groupInterval)
                    .orElse(routing.current().root().groupInterval()));
  }

  private static Uni<Map<String, Told>> told(
      SqlConnection tx, Notification notification, String target) {
    return tx.preparedQuery(
            """
            select * from told_alert
             where tenant = $1 and target = $2 and fingerprint = any($3) order by fingerprint
               for update""")
        .execute(Tuple.of(notification.tenant(), target, fingerprints(notification.alerts())))
        .map(
            rows -> {
              var told = new HashMap<String, Told>();
              rows.forEach(
                  row ->
                      told.put(
                          row.getString("fingerprint"),
                          new Told(
                              ColumnMapper.instant(row, "starts_at"),
                              ColumnMapper.instant(row, "told_at"))));
              return told;
            });
  }

  private static Uni<Void> remember(
      SqlConnection tx,
      String tenant,
      String target,
      List<Alert> toTell,
      Map<Alert, Instant> later,
      Instant now) {
    var rows = new ArrayList<Tuple>();
    toTell.stream()
        .filter(alert -> alert.status() == Alert.Status.FIRING)
        .forEach(alert -> rows.add(row(tenant, target, alert, now)));
    later.forEach((alert, until) -> rows.add(row(tenant, target, alert, until)));
    return rows.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.preparedQuery(
                """
                insert into told_alert (tenant, target, fingerprint, starts_at, told_at)
                values ($1, $2, $3, $4, $5)
                on conflict (tenant, target, fingerprint) do update
                  set starts_at = excluded.starts_at, told_at = excluded.told_at""")
            .executeBatch(rows)
            .replaceWithVoid();
  }

  private static Tuple row(String tenant, String target, Alert alert, Instant at) {
    return Tuple.of(
        tenant,
        target,
        alert.labels().fingerprint(),
        ColumnMapper.at(alert.startsAt()),
        ColumnMapper.at(at));
  }

  /** Those of a held delivery's alerts that fire now and are not muted, as they are now. */
  Uni<List<Alert>> stillFiring(Delivery held, Instant now) {
    return pool.withTransaction(
        tx ->
            firing(tx, held.notification(), now)
                .chain(firing -> unmuted(tx, held.notification(), firing, now))
                .call(toTell -> rememberEpisodes(tx, held, toTell)));
  }

  private static Uni<List<Alert>> firing(SqlConnection tx, Notification notification, Instant now) {
    return tx.preparedQuery(
            """
            select * from alert
             where tenant = $1 and fingerprint = any($2) and status = 'firing'
               and (ends_at is null or ends_at > $3)""")
        .execute(
            Tuple.of(
                notification.tenant(), fingerprints(notification.alerts()), ColumnMapper.at(now)))
        .map(rows -> rows.stream().map(AlertRowMapper::alert).toList());
  }

  private Uni<List<Alert>> unmuted(
      SqlConnection tx, Notification notification, List<Alert> firing, Instant now) {
    List<Labels> labels = firing.stream().map(Alert::labels).toList();
    return mutes
        .of(
            tx,
            notification.tenant(),
            notification.receiver(),
            () -> Uni.createFrom().item(labels),
            now)
        .map(
            muted ->
                firing.stream().filter(a -> !muted.isMuted(a.labels().fingerprint())).toList());
  }

  /** By then an alert may have ended and fire again: it is that episode whose end is told. */
  private static Uni<Void> rememberEpisodes(SqlConnection tx, Delivery held, List<Alert> toTell) {
    var rows =
        toTell.stream()
            .map(alert -> heldRow(held, alert).addValue(ColumnMapper.at(alert.startsAt())))
            .toList();
    return rows.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.preparedQuery(
                "update told_alert set starts_at = $5" + HELD_ROW + " and starts_at <> $5")
            .executeBatch(rows)
            .replaceWithVoid();
  }

  /** A held delivery was skipped: what waited to be told never was. */
  Uni<Void> untold(SqlConnection tx, Delivery held) {
    return tx.preparedQuery("delete from told_alert" + HELD_ROW)
        .executeBatch(held.notification().alerts().stream().map(a -> heldRow(held, a)).toList())
        .replaceWithVoid();
  }

  private static Tuple heldRow(Delivery held, Alert alert) {
    return Tuple.of(
        held.notification().tenant(),
        held.target(),
        alert.labels().fingerprint(),
        ColumnMapper.at(held.waitingSince()));
  }

  private static String[] fingerprints(List<Alert> alerts) {
    return alerts.stream().map(a -> a.labels().fingerprint()).toArray(String[]::new);
  }
}
