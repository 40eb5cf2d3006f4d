package io.vigia.router.mute;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.identity.Caller;
import io.vigia.kit.limit.LimitsConfig;
import io.vigia.kit.problem.Refusal;
import io.vigia.kit.quota.Quota;
import io.vigia.kit.quota.QuotaStore;
import io.vigia.kit.quota.QuotaStore.Grant;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.SweepStore;
import io.vigia.router.audit.AuditStore;
import io.vigia.router.mute.PostableSilence.PostableMatcher;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The silences of all tenants. */
@ApplicationScoped
public class SilenceStore {

  private static final Duration TRY_AGAIN = Duration.ofMinutes(1);
  private static final int MOST = 10_000;

  private final Pool pool;
  private final QuotaStore quotas;
  private final Quota quota;
  private final SweepStore sweep;
  private final AuditStore audit;

  /** Compiled, of all tenants; those that are over go when another comes. */
  private final Map<UUID, Silence> known = new ConcurrentHashMap<>();

  SilenceStore(
      Pool pool, QuotaStore quotas, LimitsConfig limits, SweepStore sweep, AuditStore audit) {
    this.pool = pool;
    this.quotas = quotas;
    this.sweep = sweep;
    this.audit = audit;
    this.quota =
        new Quota(
            "silences", limits.silences(), "from silence where tenant = $1 and ends_at > now()");
  }

  /** Those that are not forgotten yet, at most 10,000, the last to end first. */
  Uni<List<Silence>> all(String tenant) {
    return pool.preparedQuery(
            "select * from silence where tenant = $1 order by ends_at desc, id limit " + MOST)
        .execute(Tuple.of(tenant))
        .map(rows -> rows.stream().map(SilenceStore::silence).toList());
  }

  /** What is known already is not read again. */
  Uni<List<Silence>> inForce(SqlClient client, String tenant, Instant now) {
    return client
        .preparedQuery(
            """
            select id, updated_at from silence
             where tenant = $1 and ends_at > $2 and starts_at <= $2 order by id""")
        .execute(Tuple.of(tenant, ColumnMapper.at(now)))
        .chain(
            rows -> {
              List<UUID> ids = rows.stream().map(row -> row.getUUID("id")).toList();
              List<UUID> unknown =
                  rows.stream().filter(row -> !isKnown(row)).map(row -> row.getUUID("id")).toList();
              return (unknown.isEmpty()
                      ? Uni.createFrom().voidItem()
                      : learn(client, tenant, unknown, now))
                  .map(done -> ids.stream().map(known::get).filter(Objects::nonNull).toList());
            });
  }

  private boolean isKnown(Row row) {
    Silence silence = known.get(row.getUUID("id"));
    return silence != null && silence.updatedAt().equals(ColumnMapper.instant(row, "updated_at"));
  }

  private Uni<Void> learn(SqlClient client, String tenant, List<UUID> ids, Instant now) {
    known.values().removeIf(silence -> !silence.endsAt().isAfter(now));
    return client
        .preparedQuery("select * from silence where tenant = $1 and id = any($2)")
        .execute(Tuple.of(tenant, ids.toArray(UUID[]::new)))
        .invoke(rows -> rows.forEach(row -> known.put(row.getUUID("id"), silence(row))))
        .replaceWithVoid();
  }

  Uni<Optional<Silence>> find(String tenant, UUID id) {
    return find(pool, tenant, id, "");
  }

  /** A new one, or one that takes the place of another as Alertmanager has it. */
  Uni<UUID> save(Caller by, Optional<UUID> former, Silence wish, Instant now) {
    return pool.withTransaction(
        tx ->
            (former.isEmpty()
                    ? create(tx, wish.notBefore(now))
                    : find(tx, wish.tenant(), former.get(), " for update")
                        .chain(found -> replace(tx, existing(found, former.get()), wish, now)))
                .call(id -> audit.record(tx, by, wish.change("silence.save", id))));
  }

  /** One that is over stays as it is. */
  Uni<Void> expire(Caller by, UUID id, Instant now) {
    return pool.withTransaction(
        tx ->
            find(tx, by.tenant(), id, " for update")
                .map(found -> existing(found, id))
                .chain(
                    silence ->
                        silence.state(now) == Silence.State.EXPIRED
                            ? Uni.createFrom().voidItem()
                            : update(tx, silence.expired(now))
                                .chain(
                                    () ->
                                        audit.record(
                                            tx, by, silence.change("silence.expire", id)))));
  }

  /**
   * @param most of those that are over, of a tenant
   */
  public Uni<Void> forgetEnded(Instant before, int most) {
    return sweep
        .forget("silence", "ends_at < $1", before)
        .chain(() -> sweep.keepNewest("silence", "ends_at < now()", "ends_at", most));
  }

  private Uni<UUID> replace(SqlConnection tx, Silence former, Silence wish, Instant now) {
    if (former.canBecome(wish, now)) {
      var next =
          new Silence(
              former.id(),
              former.tenant(),
              wish.matchers(),
              wish.startsAt(),
              wish.endsAt(),
              now,
              wish.createdBy(),
              wish.comment());
      return update(tx, next).replaceWith(former.id());
    }
    Uni<Void> ended =
        former.state(now) == Silence.State.EXPIRED
            ? Uni.createFrom().voidItem()
            : update(tx, former.expired(now));
    return ended.chain(() -> create(tx, wish.notBefore(now)));
  }

  private Uni<UUID> create(SqlConnection tx, Silence wish) {
    return quotas
        .beyond(tx, quota, List.of(wish), Silence::tenant, Grant.ALL_OR_NONE)
        .chain(
            refused -> {
              if (!refused.isEmpty()) {
                throw Refusal.later(429, quota.explanation(), TRY_AGAIN);
              }
              return tx.preparedQuery(
                      """
                      insert into silence (id, tenant, matchers, starts_at, ends_at, updated_at,
                                           created_by, comment)
                      values ($1, $2, $3, $4, $5, $6, $7, $8)""")
                  .execute(tuple(wish));
            })
        .replaceWith(wish.id());
  }

  private static Uni<Void> update(SqlConnection tx, Silence silence) {
    return tx.preparedQuery(
            """
            update silence set matchers = $3, starts_at = $4, ends_at = $5, updated_at = $6,
                   created_by = $7, comment = $8
             where id = $1 and tenant = $2""")
        .execute(tuple(silence))
        .replaceWithVoid();
  }

  private static Uni<Optional<Silence>> find(
      SqlClient client, String tenant, UUID id, String locking) {
    return client
        .preparedQuery("select * from silence where tenant = $1 and id = $2" + locking)
        .execute(Tuple.of(tenant, id))
        .map(rows -> rows.stream().findFirst().map(SilenceStore::silence));
  }

  private static Silence existing(Optional<Silence> found, UUID id) {
    return found.orElseThrow(() -> Refusal.notFound("silence", id.toString()));
  }

  private static Tuple tuple(Silence silence) {
    return Tuple.tuple()
        .addUUID(silence.id())
        .addString(silence.tenant())
        .addValue(matchers(silence))
        .addValue(ColumnMapper.at(silence.startsAt()))
        .addValue(ColumnMapper.at(silence.endsAt()))
        .addValue(ColumnMapper.at(silence.updatedAt()))
        .addString(silence.createdBy())
        .addString(silence.comment());
  }

  private static JsonArray matchers(Silence silence) {
    var matchers = new JsonArray();
    silence
        .matchers()
        .forEach(matcher -> matchers.add(JsonObject.mapFrom(PostableMatcher.of(matcher))));
    return matchers;
  }

  private static Silence silence(Row row) {
    return new Silence(
        row.getUUID("id"),
        row.getString("tenant"),
        row.getJsonArray("matchers").stream()
            .map(matcher -> ((JsonObject) matcher).mapTo(PostableMatcher.class).matcher("matchers"))
            .toList(),
        ColumnMapper.instant(row, "starts_at"),
        ColumnMapper.instant(row, "ends_at"),
        ColumnMapper.instant(row, "updated_at"),
        row.getString("created_by"),
        row.getString("comment"));
  }
}
