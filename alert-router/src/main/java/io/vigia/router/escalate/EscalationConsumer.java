package io.vigia.router.escalate;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.NotifyClient;
import io.vigia.router.ack.AckChangeConsumer;
import io.vigia.router.alert.AlertChangeConsumer;
import io.vigia.router.deliver.Notification;
import io.vigia.router.deliver.NotificationConsumer;
import io.vigia.router.route.Escalation;
import io.vigia.router.route.RoutingWiring;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Starts a timer when an alert is first told, and has it looked at when the alert ends or nobody
 * cares for it any more: each in the transaction in which that happens.
 */
@ApplicationScoped
@Priority(20) // alerts' changes lock rows in one order: groups, timers, incidents
class EscalationConsumer implements NotificationConsumer, AlertChangeConsumer, AckChangeConsumer {

  static final String CHANNEL = "escalations";
  static final String ESCALATED = "ESCALATED";
  static final String ENDED = "ESCALATION_ENDED";

  /**
   * Rows are locked in one order, and only those that change; the alert that is told in two groups
   * has one timer.
   */
  private static final String START =
      """
      insert into escalation
        (tenant, name, fingerprint, starts_at, group_key, group_labels, step, step_at, look_at)
      select $1, $2, $3, $4, $5, $6, 0, $7, $7
       where not exists (
         select 1 from escalation
          where tenant = $1 and name = $2 and fingerprint = $3 and starts_at >= $4)
      on conflict (tenant, name, fingerprint) do update
        set starts_at = excluded.starts_at, group_key = excluded.group_key,
            group_labels = excluded.group_labels, step = 0, step_at = excluded.step_at,
            look_at = excluded.look_at
      where escalation.starts_at < excluded.starts_at""";

  private static final String LOOK =
      """
      update escalation set look_at = $3 where (tenant, name, fingerprint) in (
        select tenant, name, fingerprint
          from escalation join unnest($1::text[], $2::text[]) as k (tenant, fingerprint)
         using (tenant, fingerprint)
         order by tenant collate "C", name collate "C", fingerprint collate "C"
           for update of escalation)""";

  private record Start(String name, Alert alert, Instant stepAt) {}

  private final RoutingWiring routing;
  private final NotifyClient notify;

  EscalationConsumer(RoutingWiring routing, NotifyClient notify) {
    this.routing = routing;
    this.notify = notify;
  }

  @Override
  public Uni<Void> enqueued(
      SqlConnection tx,
      Notification notification,
      List<UUID> deliveries,
      String reason,
      Instant now) {
    if (reason.equals(ESCALATED) || reason.equals(ENDED)) {
      return Uni.createFrom().voidItem();
    }
    var starts = new ArrayList<Start>();
    for (Escalation escalation : routing.current().escalations()) {
      notification.alerts().stream()
          .filter(alert -> alert.status() == Status.FIRING && escalation.isFor(alert.labels()))
          .map(
              alert ->
                  new Start(escalation.name(), alert, now.plus(escalation.steps().get(0).after())))
          .forEach(starts::add);
    }
    if (starts.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    starts.sort(
        Comparator.comparing(Start::name)
            .thenComparing(start -> start.alert().labels().fingerprint()));
    return tx.preparedQuery(START)
        .executeBatch(starts.stream().map(start -> row(notification, start)).toList())
        .chain(() -> notify.wake(tx, CHANNEL));
  }

  @Override
  public Uni<Void> changed(SqlConnection tx, List<Alert> alerts, Instant now) {
    return look(tx, alerts.stream().filter(a -> a.status() == Status.RESOLVED).toList(), now);
  }

  private Uni<Void> look(SqlConnection tx, List<Alert> ended, Instant now) {
    return ended.isEmpty()
        ? Uni.createFrom().voidItem()
        : look(
            tx,
            ended.stream().map(Alert::tenant).toArray(String[]::new),
            ended.stream().map(a -> a.labels().fingerprint()).toArray(String[]::new),
            now);
  }

  @Override
  public Uni<Void> ended(SqlConnection tx, String tenant, List<String> fingerprints, Instant now) {
    return look(
        tx,
        fingerprints.stream().map(each -> tenant).toArray(String[]::new),
        fingerprints.toArray(String[]::new),
        now);
  }

  private Uni<Void> look(SqlConnection tx, String[] tenants, String[] fingerprints, Instant now) {
    return tx.preparedQuery(LOOK)
        .execute(Tuple.of(tenants, fingerprints, ColumnMapper.at(now)))
        .chain(
            found ->
                found.rowCount() == 0 ? Uni.createFrom().voidItem() : notify.wake(tx, CHANNEL));
  }

  private static Tuple row(Notification notification, Start start) {
    return Tuple.tuple()
        .addString(notification.tenant())
        .addString(start.name())
        .addString(start.alert().labels().fingerprint())
        .addValue(ColumnMapper.at(start.alert().startsAt()))
        .addString(notification.groupKey())
        .addValue(new JsonObject(new TreeMap<String, Object>(notification.groupLabels().values())))
        .addValue(ColumnMapper.at(start.stepAt()));
  }
}
