package io.vigia.router.alert;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.Alert;
import io.vigia.kit.quota.QuotaStore.Grant;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.SweepStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The alerts, one row each; a change and the group that must hear of it in one transaction. */
@ApplicationScoped
public class AlertStore {

  private static final String RESOLVED_AND_TOLD =
      """
      status = 'resolved'
        and not exists (select 1 from alert_group_member m
                         where m.tenant = a.tenant and m.fingerprint = a.fingerprint)""";

  private final Pool pool;
  private final IntakeRelay relay;
  private final IntakeStore intake;
  private final AlertQuotaStore quota;
  private final SweepStore sweep;

  AlertStore(
      Pool pool, IntakeRelay relay, IntakeStore intake, AlertQuotaStore quota, SweepStore sweep) {
    this.pool = pool;
    this.relay = relay;
    this.intake = intake;
    this.quota = quota;
    this.sweep = sweep;
  }

  /**
   * Makes the observations durable, with the groups that they touch. Idempotent.
   *
   * @return a Uni that fails when not all of what begins to fire fits into the tenant's quota: then
   *     none of it is stored, but what refreshes or ends an alert is
   */
  public Uni<Void> accept(List<Alert> observations, Instant now) {
    return relay
        .store(intake.request(observations, Grant.ALL_OR_NONE, now))
        .invoke(refused -> quota.refuseAny(refused))
        .replaceWithVoid();
  }

  /**
   * The same, but takes what fits.
   *
   * @return the keys of alerts that would begin to fire beyond the tenant's quota
   */
  Uni<Set<String>> acceptSome(List<Alert> observations, Instant now) {
    return relay.store(intake.request(observations, Grant.AS_MANY_AS_FIT, now));
  }

  /** The router's own alerts, in its transaction; they are few and count for no quota. */
  public Uni<Void> acceptOwn(SqlConnection tx, List<Alert> observations, Instant now) {
    return observations.isEmpty()
        ? Uni.createFrom().voidItem()
        : intake.storeOwn(tx, intake.request(observations, Grant.AS_MANY_AS_FIT, now));
  }

  /**
   * Alerts whose source no longer vouches for them become resolved for every reader.
   *
   * @return whether there may be more
   */
  public Uni<Boolean> endUnvouched(Instant now) {
    return pool.withTransaction(tx -> intake.endUnvouched(tx, now));
  }

  /**
   * The alerts that fire now, the newest first.
   *
   * @param most how many
   */
  public Uni<List<Alert>> firing(String tenant, Instant now, int most) {
    return pool.preparedQuery(
            """
            select * from alert where tenant = $1 and status = 'firing'
               and (ends_at is null or ends_at > $2)
             order by starts_at desc, fingerprint limit $3""")
        .execute(Tuple.of(tenant, ColumnMapper.at(now), most))
        .map(rows -> rows.stream().map(AlertRowMapper::alert).toList());
  }

  /** As it was last seen, until it is forgotten. */
  public Uni<Optional<Alert>> find(String tenant, String fingerprint) {
    return pool.preparedQuery("select * from alert where tenant = $1 and fingerprint = $2")
        .execute(Tuple.of(tenant, fingerprint))
        .map(rows -> rows.stream().findFirst().map(AlertRowMapper::alert));
  }

  public Uni<Void> forgetResolvedBefore(Instant limit) {
    return sweep.forget("alert a", RESOLVED_AND_TOLD + " and resolved_at < $1", limit);
  }

  public Uni<Void> keepNewestResolved(int count) {
    return sweep.keepNewest("alert a", RESOLVED_AND_TOLD, "resolved_at", count);
  }
}
