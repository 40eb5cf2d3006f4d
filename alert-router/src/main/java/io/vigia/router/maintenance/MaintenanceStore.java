package io.vigia.router.maintenance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.identity.Caller;
import io.vigia.kit.match.Matcher;
import io.vigia.kit.problem.Refusal;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.SweepStore;
import io.vigia.router.audit.AuditStore;
import io.vigia.router.audit.Change;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The maintenance windows. A change and what it lets be judged anew are one transaction. */
@ApplicationScoped
public class MaintenanceStore {

  /** That are not over, per tenant. */
  static final int MOST = 500;

  private static final Duration TRY_AGAIN = Duration.ofMinutes(1);

  private final Pool pool;
  private final ObjectMapper json;
  private final SweepStore sweep;
  private final AuditStore audit;
  private final List<MaintenanceChangeConsumer> listeners;

  MaintenanceStore(
      Pool pool,
      ObjectMapper json,
      SweepStore sweep,
      AuditStore audit,
      @All List<MaintenanceChangeConsumer> listeners) {
    this.pool = pool;
    this.json = json;
    this.sweep = sweep;
    this.audit = audit;
    this.listeners = listeners;
  }

  /** Those of the tenants that are in force, are to come, or may have been over for a while. */
  public Uni<Windows> of(Collection<String> tenants) {
    if (tenants.isEmpty()) {
      return Uni.createFrom().item(Windows.NONE);
    }
    return pool.preparedQuery("select * from maintenance where tenant = any($1)")
        .execute(Tuple.of((Object) tenants.stream().distinct().toArray(String[]::new)))
        .map(rows -> new Windows(rows.stream().map(this::window).toList()));
  }

  Uni<List<WindowView>> all(String tenant, Instant now) {
    return pool.preparedQuery(
            """
            select * from maintenance where tenant = $1
             order by created_at desc, id limit 1000""")
        .execute(Tuple.of(tenant))
        .map(rows -> rows.stream().map(row -> view(row, now)).toList());
  }

  Uni<Optional<WindowView>> find(String tenant, UUID id, Instant now) {
    return pool.preparedQuery("select * from maintenance where tenant = $1 and id = $2")
        .execute(Tuple.of(tenant, id))
        .map(rows -> rows.stream().map(row -> view(row, now)).findFirst());
  }

  Uni<Void> create(
      Caller by, Window window, @Nullable JsonNode recurring, String comment, Instant now) {
    return pool.withTransaction(
        tx ->
            requireRoom(tx, window.tenant(), now)
                .chain(
                    () ->
                        tx.preparedQuery(
                                """
                                insert into maintenance (id, tenant, matchers, starts_at, ends_at,
                                  recurring, comment, created_by, created_at)
                                values ($1, $2, $3, $4, $5, $6, $7, $8, $9)""")
                            .execute(tuple(window, recurring, comment, by.name(), now)))
                .chain(() -> tell(tx, window.tenant(), now))
                .chain(
                    () ->
                        audit.record(
                            tx,
                            by,
                            new Change(
                                "maintenance.create",
                                window.id().toString(),
                                Map.of("comment", comment)))));
  }

  /** One that is over stays as it is. */
  Uni<Boolean> end(Caller by, UUID id, Instant now) {
    return pool.withTransaction(
        tx ->
            tx.preparedQuery(
                    """
                    update maintenance set ends_at = least(ends_at, greatest($3, starts_at))
                     where tenant = $1 and id = $2""")
                .execute(Tuple.of(by.tenant(), id, ColumnMapper.at(now)))
                .map(rows -> rows.rowCount() > 0)
                .call(known -> known ? ended(tx, by, id, now) : Uni.createFrom().voidItem()));
  }

  private Uni<Void> ended(SqlConnection tx, Caller by, UUID id, Instant now) {
    return tell(tx, by.tenant(), now)
        .chain(() -> audit.record(tx, by, new Change("maintenance.end", id.toString(), Map.of())));
  }

  public Uni<Void> forgetEnded(Instant limit) {
    return sweep
        .forget("maintenance", "ends_at < $1", limit)
        .chain(() -> sweep.keepNewest("maintenance", "ends_at < now()", "ends_at", MOST));
  }

  private static Uni<Void> requireRoom(SqlConnection tx, String tenant, Instant now) {
    return tx.preparedQuery(
            """
            select count(*) as n from maintenance
             where tenant = $1 and (ends_at is null or ends_at > $2)""")
        .execute(Tuple.of(tenant, ColumnMapper.at(now)))
        .invoke(
            rows -> {
              if (rows.iterator().next().getLong("n") >= MOST) {
                throw Refusal.later(
                    429, "the tenant has " + MOST + " maintenance windows already", TRY_AGAIN);
              }
            })
        .replaceWithVoid();
  }

  private Uni<Void> tell(SqlConnection tx, String tenant, Instant now) {
    Uni<Void> told = Uni.createFrom().voidItem();
    for (MaintenanceChangeConsumer listener : listeners) {
      told = told.chain(() -> listener.changed(tx, tenant, now));
    }
    return told;
  }

  private static Tuple tuple(
      Window window, @Nullable JsonNode recurring, String comment, String by, Instant now) {
    return Tuple.tuple()
        .addUUID(window.id())
        .addString(window.tenant())
        .addValue(window.matchers().stream().map(Matcher::text).toArray(String[]::new))
        .addValue(ColumnMapper.atOrNull(window.from().orElse(null)))
        .addValue(ColumnMapper.atOrNull(window.until().orElse(null)))
        .addValue(recurring == null ? null : recurring.toString())
        .addString(comment)
        .addString(by)
        .addValue(ColumnMapper.at(now));
  }

  private Window window(Row row) {
    return new Window(
        row.getUUID("id"),
        row.getString("tenant"),
        Stream.of(row.getArrayOfStrings("matchers")).map(Matcher::parse).toList(),
        Optional.ofNullable(ColumnMapper.instantOrNull(row, "starts_at")),
        Optional.ofNullable(ColumnMapper.instantOrNull(row, "ends_at")),
        Optional.ofNullable(recurring(row)).map(PostableWindow::interval));
  }

  private @Nullable JsonNode recurring(Row row) {
    String text = row.getString("recurring");
    try {
      return text == null ? null : json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maintenance " + row.getUUID("id") + " is broken", e);
    }
  }

  private WindowView view(Row row, Instant now) {
    Window window = window(row);
    return new WindowView(
        window.id(),
        List.of(row.getArrayOfStrings("matchers")),
        window.from().orElse(null),
        window.until().orElse(null),
        recurring(row),
        row.getString("comment"),
        row.getString("created_by"),
        ColumnMapper.instant(row, "created_at"),
        state(window, now));
  }

  private static String state(Window window, Instant now) {
    if (window.isInForce(now)) {
      return "active";
    }
    if (window.until().map(end -> !end.isAfter(now)).orElse(false)) {
      return "over";
    }
    return window.from().map(now::isBefore).orElse(false) ? "pending" : "waiting";
  }
}
