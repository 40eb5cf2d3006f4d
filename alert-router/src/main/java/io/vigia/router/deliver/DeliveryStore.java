package io.vigia.router.deliver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.deliver.Settlement;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.LeaseStore;
import io.vigia.kit.store.NotifyClient;
import io.vigia.kit.store.SweepStore;
import io.vigia.kit.store.WorkLeaseStore;
import io.vigia.router.route.Integration;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Notifications until their receivers have them. */
@ApplicationScoped
public class DeliveryStore {

  static final String CHANNEL = "deliveries";

  private final Pool pool;
  private final ObjectMapper json;
  private final NotifyClient notify;
  private final SweepStore sweep;
  private final WorkLeaseStore leases;
  private final List<NotificationConsumer> listeners;

  DeliveryStore(
      Pool pool,
      ObjectMapper json,
      NotifyClient notify,
      SweepStore sweep,
      @All List<NotificationConsumer> listeners) {
    this.listeners = listeners;
    this.pool = pool;
    this.json = json;
    this.notify = notify;
    this.sweep = sweep;
    this.leases = new WorkLeaseStore(pool, "delivery", "id", "attempts");
  }

  /** The deliveries under way in this process. */
  WorkLeaseStore leases() {
    return leases;
  }

  /** One delivery per integration, in the caller's transaction. */
  public Uni<Void> enqueue(
      SqlConnection tx,
      Notification notification,
      List<Integration> integrations,
      String reason,
      Instant now) {
    var rows = new ArrayList<Tuple>();
    for (Integration integration : integrations) {
      Optional<Notification> toSend =
          integration.sendResolved() ? Optional.of(notification) : notification.firingOnly();
      toSend.ifPresent(n -> rows.add(tuple(n, integration, reason, now)));
    }
    if (rows.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return tx.preparedQuery(
            """
            insert into delivery (id, tenant, lane, receiver, integration, reason, notification,
                                  next_attempt_at, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $8)""")
        .executeBatch(rows)
        .chain(() -> tell(tx, notification, ids(rows), reason, now))
        .chain(() -> notify.wake(tx, CHANNEL));
  }

  private Uni<Void> tell(
      SqlConnection tx, Notification notification, List<UUID> ids, String reason, Instant now) {
    Uni<Void> told = Uni.createFrom().voidItem();
    for (NotificationConsumer listener : listeners) {
      told = told.chain(() -> listener.enqueued(tx, notification, ids, reason, now));
    }
    return told;
  }

  private static List<UUID> ids(List<Tuple> rows) {
    return rows.stream().map(row -> row.getUUID(0)).toList();
  }

  /**
   * Leases the first pending delivery of each lane that is due.
   *
   * @param busyReceivers {@code receiver/integration} that have enough under way already
   */
  Uni<List<Delivery>> claim(Instant now, int limit, List<String> busyReceivers) {
    return pool.preparedQuery(
            """
            update delivery set lease_owner = $3, attempts = attempts + 1,
                   lease_until = clock_timestamp() + $4 * interval '1 millisecond'
             where seq in (
               select d.seq from delivery d
                where d.status = 'pending' and d.next_attempt_at <= $1
                  and d.receiver || '/' || d.integration <> all($5)
                  and (d.lease_until is null or d.lease_until < clock_timestamp())
                  and not exists (select 1 from delivery e
                                   where e.lane = d.lane and e.status = 'pending'
                                     and e.seq < d.seq)
                order by d.seq limit $2 for update skip locked)
            returning *""")
        .execute(
            Tuple.of(
                ColumnMapper.at(now),
                limit,
                LeaseStore.OWNER,
                WorkLeaseStore.TIME.toMillis(),
                busyReceivers.toArray(String[]::new)))
        .map(rows -> rows.stream().map(this::delivery).toList());
  }

  /** Records what became of a try, unless the lease has passed to another meanwhile. */
  Uni<Void> settle(Delivery delivery, Settlement settlement, Instant now) {
    String status = "pending";
    String error = null;
    Instant next = now;
    if (settlement instanceof Settlement.Delivered) {
      status = "delivered";
    } else if (settlement instanceof Settlement.Skipped skipped) {
      status = "skipped";
      error = skipped.why();
    } else if (settlement instanceof Settlement.Dead dead) {
      status = "dead";
      error = dead.why();
    } else if (settlement instanceof Settlement.Retry retry) {
      error = retry.why();
      next = now.plus(retry.after());
    }
    Tuple row =
        Tuple.tuple()
            .addUUID(delivery.id())
            .addUUID(LeaseStore.OWNER)
            .addInteger(delivery.attempts())
            .addString(status)
            .addValue(error)
            .addValue(ColumnMapper.at(next))
            .addValue(ColumnMapper.atOrNull(status.equals("pending") ? null : now));
    return pool.preparedQuery(
            """
            update delivery set status = $4, last_error = $5, next_attempt_at = $6,
                   finished_at = $7, lease_until = null
             where id = $1 and lease_owner = $2 and attempts = $3 and status = 'pending'""")
        .execute(row)
        .replaceWithVoid();
  }

  Uni<Optional<Instant>> nextDue() {
    return pool.query("select min(next_attempt_at) as due from delivery where status = 'pending'")
        .execute()
        .map(
            rows -> Optional.ofNullable(ColumnMapper.instantOrNull(rows.iterator().next(), "due")));
  }

  /** The newest first. */
  public Uni<List<DeliveryView>> latest(String tenant, int limit) {
    return pool.preparedQuery("select * from delivery where tenant = $1 order by seq desc limit $2")
        .execute(Tuple.of(tenant, limit))
        .map(rows -> rows.stream().map(DeliveryStore::view).toList());
  }

  public Uni<Void> forgetFinishedBefore(Instant limit) {
    return sweep.forget("delivery", "finished_at < $1", limit);
  }

  private Tuple tuple(
      Notification notification, Integration integration, String reason, Instant now) {
    String lane =
        String.join(
            "|",
            notification.tenant(),
            notification.groupKey(),
            notification.receiver(),
            integration.name());
    return Tuple.tuple()
        .addUUID(UUID.randomUUID())
        .addString(notification.tenant())
        .addString(lane)
        .addString(notification.receiver())
        .addString(integration.name())
        .addString(reason)
        .addValue(written(notification))
        .addValue(ColumnMapper.at(now));
  }

  private JsonObject written(Notification notification) {
    try {
      return new JsonObject(json.writeValueAsString(notification));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a notification can always be written", e);
    }
  }

  private Delivery delivery(Row row) {
    try {
      return new Delivery(
          row.getUUID("id"),
          row.getString("lane"),
          row.getString("integration"),
          json.readValue(row.getJsonObject("notification").encode(), Notification.class),
          row.getInteger("attempts"),
          ColumnMapper.instant(row, "created_at"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("delivery " + row.getUUID("id") + " cannot be read", e);
    }
  }

  private static DeliveryView view(Row row) {
    return new DeliveryView(
        row.getUUID("id"),
        row.getString("receiver"),
        row.getString("integration"),
        row.getJsonObject("notification").getString("groupKey"),
        row.getString("reason"),
        row.getString("status"),
        row.getInteger("attempts"),
        row.getString("last_error"),
        ColumnMapper.instant(row, "created_at"),
        ColumnMapper.instantOrNull(row, "finished_at"));
  }
}
