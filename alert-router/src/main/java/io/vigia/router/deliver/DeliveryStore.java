package io.vigia.router.deliver;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.Alert;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.NotifyClient;
import io.vigia.kit.store.SweepStore;
import io.vigia.router.route.Integration;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Notifications until their receivers have them. */
@ApplicationScoped
public class DeliveryStore {

  static final String CHANNEL = "deliveries";
  static final String HELD_BACK = "held_back";

  private static final List<NotificationConsumer> NOBODY = List.of();

  /**
   * What becomes a row.
   *
   * @param id null for a new one
   * @param skipped why nobody is told of it, if so
   * @param heldUntil a throttle lets it wait until then
   */
  private record Entry(
      @Nullable UUID id,
      Notification notification,
      Integration integration,
      String reason,
      Optional<UUID> origin,
      @Nullable String skipped,
      @Nullable Instant heldUntil) {}

  private final Pool pool;
  private final DeliveryRowMapper rows;
  private final ThrottleStore throttles;
  private final NotifyClient notify;
  private final SweepStore sweep;
  private final List<NotificationConsumer> listeners;

  DeliveryStore(
      Pool pool,
      DeliveryRowMapper rows,
      ThrottleStore throttles,
      NotifyClient notify,
      SweepStore sweep,
      @All List<NotificationConsumer> listeners) {
    this.listeners = listeners;
    this.pool = pool;
    this.rows = rows;
    this.throttles = throttles;
    this.notify = notify;
    this.sweep = sweep;
  }

  /** One delivery per integration, in the caller's transaction. */
  public Uni<Void> enqueue(
      SqlConnection tx,
      Notification notification,
      List<Integration> integrations,
      String reason,
      Instant now) {
    return enqueue(tx, notification, integrations, reason, Optional.empty(), now);
  }

  /**
   * @param origin the delivery that these stand in for; it makes their ids, so that it has them
   *     once
   */
  Uni<Void> enqueue(
      SqlConnection tx,
      Notification notification,
      List<Integration> integrations,
      String reason,
      Optional<UUID> origin,
      Instant now) {
    var plain = new ArrayList<Entry>();
    Uni<List<Entry>> all = Uni.createFrom().item(plain);
    for (Integration integration : integrations) {
      Optional<Notification> toSend =
          integration.sendResolved() ? Optional.of(notification) : notification.firingOnly();
      if (toSend.isEmpty()) {
        continue;
      }
      var whole = new Entry(null, toSend.get(), integration, reason, origin, null, null);
      if (integration.terms().throttles()) {
        all = all.chain(before -> throttled(tx, whole, now).map(more -> sum(before, more)));
      } else {
        plain.add(whole);
      }
    }
    return all.chain(entries -> insert(tx, entries, now))
        .chain(ids -> tell(tx, notification, ids, reason, now));
  }

  private Uni<Void> tell(
      SqlConnection tx, Notification notification, List<UUID> ids, String reason, Instant now) {
    Uni<Void> told = Uni.createFrom().voidItem();
    for (NotificationConsumer listener : ids.isEmpty() ? NOBODY : listeners) {
      told = told.chain(() -> listener.enqueued(tx, notification, ids, reason, now));
    }
    return told;
  }

  /** A digest for one integration, in the caller's transaction. It is past the rate limit. */
  Uni<Void> enqueueDigest(
      SqlConnection tx, UUID id, Notification digest, Integration integration, Instant now) {
    var entry = new Entry(id, digest, integration, "DIGEST", Optional.empty(), null, null);
    return insert(tx, List.of(entry), now).replaceWithVoid();
  }

  private Uni<List<Entry>> throttled(SqlConnection tx, Entry whole, Instant now) {
    return throttles
        .ask(tx, whole.notification(), whole.integration(), now)
        .map(
            answer -> {
              var entries = new ArrayList<Entry>();
              List<Alert> toTell = answer.toTell();
              entries.add(
                  toTell.isEmpty()
                      ? with(whole, whole.notification(), answer.why(), null)
                      : with(whole, whole.notification().with(toTell), null, null));
              answer
                  .later()
                  .forEach(
                      (alert, until) ->
                          entries.add(
                              with(whole, whole.notification().with(List.of(alert)), null, until)));
              return entries;
            });
  }

  private static Entry with(
      Entry whole,
      Notification notification,
      @Nullable String skipped,
      @Nullable Instant heldUntil) {
    return new Entry(
        null,
        notification,
        whole.integration(),
        whole.reason(),
        whole.origin(),
        skipped,
        heldUntil);
  }

  private static <T> List<T> sum(List<T> one, List<T> other) {
    var all = new ArrayList<T>(one);
    all.addAll(other);
    return all;
  }

  /** The ids of what will be told: not of what is skipped. */
  private Uni<List<UUID>> insert(SqlConnection tx, List<Entry> entries, Instant now) {
    if (entries.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    var tuples = new ArrayList<Tuple>();
    var told = new ArrayList<UUID>();
    for (Entry entry : entries) {
      Tuple row = tuple(entry, now);
      tuples.add(row);
      if (entry.skipped() == null) {
        told.add(row.getUUID(0));
      }
    }
    boolean limited = entries.stream().anyMatch(e -> !isAdmitted(e));
    return tx.preparedQuery(
            """
            insert into delivery (id, tenant, lane, receiver, integration, reason, notification,
                                  next_attempt_at, created_at, waiting_since, admitted, held,
                                  origin, status, last_error, finished_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $8, $10, $11, $12, $13, $14, $15)
            on conflict (id) do nothing""")
        .executeBatch(tuples)
        .chain(() -> notify.wake(tx, CHANNEL))
        .chain(() -> limited ? notify.wake(tx, HELD_BACK) : Uni.createFrom().voidItem())
        .replaceWith(List.copyOf(told));
  }

  private static boolean isAdmitted(Entry entry) {
    return entry.id() != null
        || entry.skipped() != null
        || entry.integration().terms().rate().isEmpty();
  }

  private Tuple tuple(Entry entry, Instant now) {
    Notification notification = entry.notification();
    String integration = entry.integration().name();
    Instant next = entry.heldUntil() == null ? now : entry.heldUntil();
    boolean skipped = entry.skipped() != null;
    String lane =
        String.join(
            "|",
            notification.tenant(),
            notification.groupKey(),
            notification.receiver(),
            integration);
    return Tuple.tuple()
        .addUUID(id(entry))
        .addString(notification.tenant())
        .addString(entry.heldUntil() == null ? lane : lane + "|" + fingerprint(notification))
        .addString(notification.receiver())
        .addString(integration)
        .addString(entry.reason())
        .addValue(rows.written(notification))
        .addValue(ColumnMapper.at(next))
        .addValue(ColumnMapper.at(now))
        .addBoolean(isAdmitted(entry))
        .addBoolean(entry.heldUntil() != null)
        .addValue(entry.origin().orElse(null))
        .addString(skipped ? "skipped" : "pending")
        .addValue(entry.skipped())
        .addValue(ColumnMapper.atOrNull(skipped ? now : null));
  }

  private static UUID id(Entry entry) {
    if (entry.id() != null) {
      return entry.id();
    }
    Notification to = entry.notification();
    return entry
        .origin()
        .map(
            origin ->
                String.join(
                    "|",
                    origin.toString(),
                    to.receiver(),
                    entry.integration().name(),
                    entry.heldUntil() == null ? "" : fingerprint(to)))
        .map(text -> UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)))
        .orElseGet(UUID::randomUUID);
  }

  private static String fingerprint(Notification notification) {
    return notification.alerts().get(0).labels().fingerprint();
  }

  /** The newest first. */
  public Uni<List<DeliveryView>> latest(String tenant, int limit) {
    return pool.preparedQuery(
            """
            select *, notification->>'groupKey' as group_key from delivery
             where tenant = $1 order by seq desc limit $2""")
        .execute(Tuple.of(tenant, limit))
        .map(found -> found.stream().map(DeliveryRowMapper::view).toList());
  }

  public Uni<Void> forgetFinishedBefore(Instant limit) {
    return sweep
        .forget("delivery", "finished_at < $1", limit)
        .chain(() -> sweep.forget("told_alert", "told_at < $1", limit))
        .chain(() -> sweep.forget("rate_window", "updated_at < $1", limit))
        .chain(() -> sweep.forget("circuit", "open_until < $1", limit));
  }
}
