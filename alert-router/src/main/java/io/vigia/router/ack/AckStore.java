package io.vigia.router.ack;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.Alert;
import io.vigia.kit.identity.Caller;
import io.vigia.kit.problem.Refusal;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.SweepStore;
import io.vigia.router.ack.AckRequest.Wish;
import io.vigia.router.alert.AlertRowMapper;
import io.vigia.router.audit.AuditStore;
import io.vigia.router.audit.Change;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The acknowledgements; those that are over stay as the record of who cared. */
@ApplicationScoped
public class AckStore {

  /**
   * A condition: the acknowledgement k counts for the alert a at the time $3. An episode's start
   * can only move back, so a later one belongs to another episode.
   */
  public static final String IN_FORCE =
      """
      k.tenant = a.tenant and k.fingerprint = a.fingerprint and k.ended_at is null
        and k.starts_at >= a.starts_at and k.expires_at > $3""";

  private static final int MOST = 10_000;

  /** The first number of the two that name an advisory lock; the second is of the tenant. */
  private static final int ACK_LOCKS = 3;

  private final Pool pool;
  private final SweepStore sweep;
  private final AuditStore audit;
  private final List<AckChangeConsumer> listeners;

  AckStore(Pool pool, SweepStore sweep, AuditStore audit, @All List<AckChangeConsumer> listeners) {
    this.pool = pool;
    this.sweep = sweep;
    this.audit = audit;
    this.listeners = listeners;
  }

  /**
   * Takes on an alert that fires; another's acknowledgement of it ends.
   *
   * @return a Uni that fails with a Refusal when there is no such alert or it does not fire
   */
  Uni<Ack> acknowledge(Caller by, String fingerprint, Wish wish, Instant now) {
    String tenant = by.tenant();
    return pool.withTransaction(
        tx ->
            lock(tx, tenant)
                .chain(
                    () ->
                        tx.preparedQuery(
                                """
                                select * from alert where tenant = $1 and fingerprint = $2
                                   for no key update""")
                            .execute(Tuple.of(tenant, fingerprint)))
                .map(rows -> rows.stream().findFirst().map(AlertRowMapper::alert))
                .chain(
                    found -> save(tx, tenant, List.of(firing(found, fingerprint, now)), wish, now))
                .map(saved -> saved.get(0))
                .call(ack -> audit.record(tx, by, wish.change("ack.save", fingerprint))));
  }

  /** The same for all alerts of a group that fire, at most 10,000. */
  Uni<List<Ack>> acknowledgeGroup(Caller by, String groupKey, Wish wish, Instant now) {
    String tenant = by.tenant();
    return pool.withTransaction(
        tx ->
            lock(tx, tenant)
                .chain(
                    () ->
                        tx.preparedQuery(
                                """
                                select a.* from alert a
                                  join alert_group_member m using (tenant, fingerprint)
                                 where tenant = $1 and m.group_key = $2 and a.status = 'firing'
                                   and (a.ends_at is null or a.ends_at > $3)
                                 order by fingerprint limit $4""")
                            .execute(Tuple.of(tenant, groupKey, ColumnMapper.at(now), MOST)))
                .map(rows -> rows.stream().map(AlertRowMapper::alert).toList())
                .chain(
                    firing -> {
                      if (firing.isEmpty()) {
                        throw Refusal.notFound("group with firing alerts", groupKey);
                      }
                      return save(tx, tenant, firing, wish, now);
                    })
                .call(() -> audit.record(tx, by, wish.change("ack.save-group", groupKey))));
  }

  /** Two acknowledge one after the other; the alerts' rows are not locked for it, intake's are. */
  private static Uni<Void> lock(SqlConnection tx, String tenant) {
    return tx.preparedQuery("select pg_advisory_xact_lock($1::int, $2::int)")
        .execute(Tuple.of(ACK_LOCKS, tenant.hashCode()))
        .replaceWithVoid();
  }

  private static Alert firing(Optional<Alert> found, String fingerprint, Instant now) {
    Alert alert = found.orElseThrow(() -> Refusal.notFound("alert", fingerprint));
    if (alert.status() != Alert.Status.FIRING
        || (alert.endsAt() != null && !alert.endsAt().isAfter(now))) {
      throw Refusal.conflict("The alert has ended; there is nothing to take on.");
    }
    return alert;
  }

  private Uni<List<Ack>> save(
      SqlConnection tx, String tenant, List<Alert> alerts, Wish wish, Instant now) {
    String[] fingerprints =
        alerts.stream().map(alert -> alert.labels().fingerprint()).toArray(String[]::new);
    return tx.preparedQuery(
            """
            update acknowledgement set ended_at = $3, ended_by = $4
             where tenant = $1 and fingerprint = any($2) and ended_at is null
            returning fingerprint""")
        .execute(Tuple.of(tenant, fingerprints, ColumnMapper.at(now), wish.owner()))
        .map(rows -> rows.stream().map(row -> row.getString("fingerprint")).toList())
        .chain(
            ended -> ended.isEmpty() ? Uni.createFrom().voidItem() : tell(tx, tenant, ended, now))
        .chain(
            () ->
                tx.preparedQuery(
                        """
                        insert into acknowledgement
                          (tenant, fingerprint, starts_at, owner, note, made_at, expires_at)
                        select $1, fingerprint, starts_at, $3, $4, $5, $6 from alert
                         where tenant = $1 and fingerprint = any($2)
                        returning *""")
                    .execute(
                        Tuple.of(
                            tenant,
                            fingerprints,
                            wish.owner(),
                            wish.note(),
                            ColumnMapper.at(now),
                            ColumnMapper.at(wish.until()))))
        .map(rows -> rows.stream().map(AckStore::ack).toList());
  }

  /** Whoever is told of what nobody cares for hears of it again. */
  Uni<Void> withdraw(Caller by, String fingerprint, Instant now) {
    return pool.withTransaction(
        tx ->
            tx.preparedQuery(
                    """
                    update acknowledgement set ended_at = $3, ended_by = $4
                     where tenant = $1 and fingerprint = $2 and ended_at is null
                       and expires_at > $3""")
                .execute(Tuple.of(by.tenant(), fingerprint, ColumnMapper.at(now), by.name()))
                .chain(
                    ended -> {
                      if (ended.rowCount() == 0) {
                        throw Refusal.notFound("acknowledgement of the alert", fingerprint);
                      }
                      return tell(tx, by.tenant(), List.of(fingerprint), now);
                    })
                .call(
                    () -> audit.record(tx, by, new Change("ack.withdraw", fingerprint, Map.of()))));
  }

  private Uni<Void> tell(SqlConnection tx, String tenant, List<String> fingerprints, Instant now) {
    Uni<Void> told = Uni.createFrom().voidItem();
    for (AckChangeConsumer listener : listeners) {
      told = told.chain(() -> listener.ended(tx, tenant, fingerprints, now));
    }
    return told;
  }

  /** Those that count now, the first to expire first. */
  Uni<List<Ack>> inForce(String tenant, int limit, Instant now) {
    return pool.preparedQuery(
            """
            select k.* from acknowledgement k join alert a using (tenant, fingerprint)
             where tenant = $1 and a.status = 'firing' and %s
             order by k.expires_at, fingerprint limit $2"""
                .formatted(IN_FORCE))
        .execute(Tuple.of(tenant, limit, ColumnMapper.at(now)))
        .map(rows -> rows.stream().map(AckStore::ack).toList());
  }

  /** The one that counts for an alert now. */
  Uni<Optional<Ack>> inForce(String tenant, String fingerprint, Instant now) {
    return pool.preparedQuery(
            """
            select k.* from acknowledgement k join alert a using (tenant, fingerprint)
             where tenant = $1 and fingerprint = $2 and %s"""
                .formatted(IN_FORCE))
        .execute(Tuple.of(tenant, fingerprint, ColumnMapper.at(now)))
        .map(rows -> rows.stream().findFirst().map(AckStore::ack));
  }

  public Uni<Void> forgetExpiredBefore(Instant limit, int most) {
    return sweep
        .forget("acknowledgement", "expires_at < $1", limit)
        .chain(() -> sweep.keepNewest("acknowledgement", "true", "made_at", most));
  }

  public static Ack ack(Row row) {
    return new Ack(
        row.getString("fingerprint"),
        ColumnMapper.instant(row, "starts_at"),
        row.getString("owner"),
        row.getString("note"),
        ColumnMapper.instant(row, "made_at"),
        ColumnMapper.instant(row, "expires_at"),
        ColumnMapper.instantOrNull(row, "ended_at"),
        row.getString("ended_by"));
  }
}
