package io.vigia.router.escalate;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.Alert;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.SweepStore;
import io.vigia.router.ack.AckStore;
import io.vigia.router.alert.AlertRowMapper;
import io.vigia.router.escalate.Escalated.Decided;
import io.vigia.router.escalate.Escalated.Entry;
import io.vigia.router.escalate.EscalationPlan.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The timers: a row for each escalation of an alert that was told. */
@ApplicationScoped
public class EscalationStore {

  /** Timers of one transaction, and the characters of their alerts, beside the first. */
  private static final int BATCH = 200;

  private static final int MAX_TEXT = 1 << 20;

  /** An acknowledgement's condition holds $3 for the time. */
  private static final String READ =
      """
      select e.fingerprint as timer, e.starts_at as timer_starts_at, e.step, e.step_at, e.look_at,
             e.told, e.group_labels, a.*, k.expires_at as acknowledged_until
        from escalation e
        left join alert a on a.tenant = e.tenant and a.fingerprint = e.fingerprint
        left join acknowledgement k on %s
       where e.tenant = $1 and e.name = $2 and e.fingerprint = any($4)
       order by e.fingerprint"""
          .formatted(AckStore.IN_FORCE);

  private final Pool pool;
  private final SweepStore sweep;

  EscalationStore(Pool pool, SweepStore sweep) {
    this.pool = pool;
    this.sweep = sweep;
  }

  Uni<Optional<Instant>> nextLook() {
    return pool.query("select min(look_at) as at from escalation")
        .execute()
        .map(rows -> Optional.ofNullable(ColumnMapper.instantOrNull(rows.iterator().next(), "at")));
  }

  /**
   * Locks due timers of one escalation and one group; no other replica sees them until the
   * transaction ends. What is known of the alerts is read when they are locked.
   */
  Uni<Optional<Escalated>> claim(SqlConnection tx, Instant now) {
    return tx.preparedQuery(
            """
            with earliest as (
              select tenant, name, group_key from escalation where look_at <= $1
               order by look_at limit 1 for update skip locked)
            select e.tenant, e.name, e.group_key, e.fingerprint
              from escalation e join earliest using (tenant, name, group_key)
             where e.look_at <= $1
             order by e.look_at, e.fingerprint limit $2 for update of e skip locked""")
        .execute(Tuple.of(ColumnMapper.at(now), BATCH))
        .chain(
            locked -> {
              if (locked.size() == 0) {
                return Uni.createFrom().item(Optional.<Escalated>empty());
              }
              Row first = locked.iterator().next();
              return read(
                      tx,
                      first,
                      locked.stream().map(r -> r.getString("fingerprint")).toArray(String[]::new),
                      now)
                  .map(Optional::of);
            });
  }

  private static Uni<Escalated> read(
      SqlConnection tx, Row first, String[] fingerprints, Instant now) {
    return tx.preparedQuery(READ)
        .execute(
            Tuple.of(
                first.getString("tenant"),
                first.getString("name"),
                ColumnMapper.at(now),
                fingerprints))
        .map(
            rows -> {
              var entries = new ArrayList<Entry>();
              long text = 0;
              for (Row row : rows) {
                Entry entry = entry(row);
                text += entry.alert().map(EscalationStore::size).orElse(0);
                if (!entries.isEmpty() && text > MAX_TEXT) {
                  break; // the others stay due
                }
                entries.add(entry);
              }
              return new Escalated(
                  first.getString("tenant"),
                  first.getString("name"),
                  first.getString("group_key"),
                  AlertRowMapper.labels(rows.iterator().next(), "group_labels"),
                  entries);
            });
  }

  private static int size(Alert alert) {
    return alert.labels().toString().length() + alert.annotations().toString().length();
  }

  /** Alerts of the same group and escalation that fire, and who was told of them before. */
  Uni<Map<Alert, List<String>>> before(SqlConnection tx, Escalated due, Instant now) {
    return tx.preparedQuery(
            """
            select e.told, a.*
              from escalation e join alert a using (tenant, fingerprint)
             where tenant = $1 and e.name = $2 and e.group_key = $3 and e.told <> '{}'
               and a.status = 'firing' and (a.ends_at is null or a.ends_at > $4)
             order by a.starts_at, fingerprint limit $5""")
        .execute(Tuple.of(due.tenant(), due.name(), due.groupKey(), ColumnMapper.at(now), BATCH))
        .map(
            rows -> {
              var before = new LinkedHashMap<Alert, List<String>>();
              long text = 0;
              for (Row row : rows) {
                Alert alert = AlertRowMapper.alert(row);
                text += size(alert);
                if (text <= MAX_TEXT) {
                  before.put(alert, List.of(row.getArrayOfStrings("told")));
                }
              }
              return before;
            });
  }

  Uni<Void> save(SqlConnection tx, Escalated due, List<Decided> decided) {
    var going = new ArrayList<String>();
    var staying = new ArrayList<Tuple>();
    for (Decided one : decided) {
      one.plan()
          .next()
          .ifPresentOrElse(
              timer -> staying.add(row(due, one, timer)),
              () -> going.add(one.entry().fingerprint()));
    }
    Uni<Void> gone =
        going.isEmpty()
            ? Uni.createFrom().voidItem()
            : tx.preparedQuery(
                    """
                    delete from escalation
                     where tenant = $1 and name = $2 and fingerprint = any($3)""")
                .execute(Tuple.of(due.tenant(), due.name(), going.toArray(String[]::new)))
                .replaceWithVoid();
    return staying.isEmpty()
        ? gone
        : gone.chain(
                () ->
                    tx.preparedQuery(
                            """
                            update escalation set step = $4, step_at = $5, look_at = $6, told = $7
                             where tenant = $1 and name = $2 and fingerprint = $3""")
                        .executeBatch(staying))
            .replaceWithVoid();
  }

  /** Lets timers that cannot be served wait, so that the others go on. */
  Uni<Void> postpone(Escalated due, Instant until) {
    return pool.preparedQuery(
            """
            update escalation set look_at = $4
             where tenant = $1 and name = $2 and group_key = $3 and look_at < $4""")
        .execute(Tuple.of(due.tenant(), due.name(), due.groupKey(), ColumnMapper.at(until)))
        .replaceWithVoid();
  }

  /** Timers of alerts that do not fire are looked at when they end; this is for what was missed. */
  public Uni<Void> forgetStrayBefore(Instant limit) {
    return sweep.forget(
        "escalation e",
        """
        starts_at < $1 and not exists (
          select 1 from alert a where a.tenant = e.tenant and a.fingerprint = e.fingerprint
                                  and a.status = 'firing')""",
        limit);
  }

  private static Tuple row(Escalated due, Decided one, Timer timer) {
    return Tuple.tuple()
        .addString(due.tenant())
        .addString(due.name())
        .addString(one.entry().fingerprint())
        .addInteger(timer.step())
        .addValue(ColumnMapper.atOrNull(timer.stepAt().orElse(null)))
        .addValue(ColumnMapper.atOrNull(timer.lookAt().orElse(null)))
        .addArrayOfString(one.told().toArray(String[]::new));
  }

  private static Entry entry(Row row) {
    List<String> told = List.of(row.getArrayOfStrings("told"));
    return new Entry(
        row.getString("timer"),
        new Timer(
            ColumnMapper.instant(row, "timer_starts_at"),
            row.getInteger("step"),
            Optional.ofNullable(ColumnMapper.instantOrNull(row, "step_at")),
            Optional.ofNullable(ColumnMapper.instantOrNull(row, "look_at")),
            !told.isEmpty()),
        told,
        row.getString("status") == null ? Optional.empty() : Optional.of(AlertRowMapper.alert(row)),
        Optional.ofNullable(ColumnMapper.instantOrNull(row, "acknowledged_until")));
  }
}
