package io.vigia.router.deliver;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.NotifyClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The receivers that did not answer lately; the same for every replica. */
@ApplicationScoped
class CircuitStore {

  private static final Logger LOG = Logger.getLogger(CircuitStore.class);

  private final Pool pool;
  private final NotifyClient notify;

  CircuitStore(Pool pool, NotifyClient notify) {
    this.pool = pool;
    this.notify = notify;
  }

  Uni<Void> failed(
      SqlConnection tx,
      String target,
      Optional<Duration> asked,
      String why,
      Instant begun,
      Instant now) {
    return tx.preparedQuery("select * from circuit where target = $1 for update")
        .execute(Tuple.of(target))
        .map(rows -> rows.stream().findFirst().map(CircuitStore::circuit))
        .chain(
            before -> {
              Circuit after = Circuit.failed(before, begun, now, asked, why);
              if (after.isOpen() && !before.map(Circuit::isOpen).orElse(false)) {
                LOG.warnf("%s does not answer, it is left alone for a while: %s", target, why);
              }
              return save(tx, target, after);
            });
  }

  private static Uni<Void> save(SqlConnection tx, String target, Circuit circuit) {
    return tx.preparedQuery(
            """
            insert into circuit (target, failures, failing_since, opened_at, open_until, why)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (target) do update
              set failures = excluded.failures, failing_since = excluded.failing_since,
                  opened_at = excluded.opened_at, open_until = excluded.open_until,
                  why = excluded.why""")
        .execute(
            Tuple.of(
                target,
                circuit.failures(),
                ColumnMapper.at(circuit.failingSince()),
                ColumnMapper.at(circuit.openedAt()),
                ColumnMapper.at(circuit.openUntil()),
                circuit.why()))
        .replaceWithVoid();
  }

  /** It answers; after a time in which it did not, what waits for it is due at once. */
  Uni<Void> close(SqlConnection tx, String target, Instant now) {
    return tx.preparedQuery("delete from circuit where target = $1 returning failures")
        .execute(Tuple.of(target))
        .chain(
            rows -> {
              boolean wasOpen =
                  rows.size() > 0
                      && rows.iterator().next().getInteger("failures") >= Circuit.OPENS_AFTER;
              return wasOpen ? hurry(tx, target, now) : Uni.createFrom().voidItem();
            });
  }

  private Uni<Void> hurry(SqlConnection tx, String target, Instant now) {
    LOG.infof("%s answers again", target);
    return tx.preparedQuery(
            """
            update delivery set next_attempt_at = $2
             where seq in (select seq from delivery
                            where target = $1 and status = 'pending' and next_attempt_at > $2
                              and attempts > 0
                            order by seq for update skip locked)""")
        .execute(Tuple.of(target, ColumnMapper.at(now)))
        .chain(() -> notify.wake(tx, DeliveryStore.CHANNEL));
  }

  /** The targets may be tried now, one delivery at a time. */
  Uni<Void> tryAgain(SqlConnection tx, String[] targets, Instant now) {
    return tx.preparedQuery("update circuit set open_until = $2 where target = any($1)")
        .execute(Tuple.of(targets, ColumnMapper.at(now)))
        .replaceWithVoid();
  }

  /** By target. */
  Uni<Map<String, Circuit>> all() {
    return pool.query("select * from circuit order by target")
        .execute()
        .map(
            rows -> {
              var circuits = new LinkedHashMap<String, Circuit>();
              rows.forEach(row -> circuits.put(row.getString("target"), circuit(row)));
              return circuits;
            });
  }

  private static Circuit circuit(Row row) {
    return new Circuit(
        row.getInteger("failures"),
        ColumnMapper.instant(row, "failing_since"),
        ColumnMapper.instant(row, "opened_at"),
        ColumnMapper.instant(row, "open_until"),
        row.getString("why"));
  }
}
