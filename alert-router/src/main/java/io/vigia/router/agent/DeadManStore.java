package io.vigia.router.agent;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.Alert;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.router.agent.Liveness.Change;
import io.vigia.router.agent.Liveness.Heard;
import io.vigia.router.agent.Watched.Turn;
import io.vigia.router.alert.AlertStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The agents as the dead-man's switch sees them. */
@ApplicationScoped
class DeadManStore {

  /** Whose time is up, or who is silent, at one look. */
  static final int MOST = 1000;

  private static final String WATCHED =
      """
      select tenant, name, site, heard_ms, heard_at, silent_since, interval_ms, cut, skew_since
        from agent
      """;

  /** How many agents are in which state. */
  record Counts(long alive, long silent) {}

  private final Pool pool;
  private final AlertStore alerts;
  private final SiteStore sites;

  DeadManStore(Pool pool, AlertStore alerts, SiteStore sites) {
    this.pool = pool;
    this.alerts = alerts;
    this.sites = sites;
  }

  /** Those whose time is up, the first to be due first. */
  Uni<List<Watched>> due(Way way, WatchClock clock) {
    return pool.preparedQuery(
            WATCHED
                + " where way = $1 and silent_since is null and due_ms <= $2 order by due_ms limit "
                + MOST)
        .execute(Tuple.of(way.column(), clock.reading().toMillis()))
        .map(rows -> rows.stream().map(row -> watched(row, clock)).toList());
  }

  /** The silent ones that were heard of again, or are to be forgotten. */
  Uni<List<Watched>> returned(Way way, WatchClock clock, Instant forgottenBefore) {
    return pool.preparedQuery(
            WATCHED
                + """
                   where way = $1 and silent_since is not null
                     and (silent_since <> heard_at or silent_since < $2)
                   order by tenant, name limit\s"""
                + MOST)
        .execute(Tuple.of(way.column(), ColumnMapper.at(forgottenBefore)))
        .map(rows -> rows.stream().map(row -> watched(row, clock)).toList());
  }

  /** Of some agents those that were silent and are heard of again. */
  Uni<List<Watched>> returned(List<String> tenants, List<String> agents) {
    return pool.preparedQuery(
            WATCHED
                + """
                    join unnest($1::text[], $2::text[]) as k (tenant, name) using (tenant, name)
                   where silent_since is not null and silent_since <> heard_at""")
        .execute(Tuple.of(tenants.toArray(String[]::new), agents.toArray(String[]::new)))
        .map(rows -> rows.stream().map(row -> watched(row, WatchClock.UNKNOWN)).toList());
  }

  /** Looks at agents again later than now; those that are heard meanwhile have a later time. */
  Uni<Void> again(Map<Watched, Duration> agents, WatchClock clock) {
    if (agents.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    var order = new ArrayList<>(agents.entrySet());
    return pool.preparedQuery(
            """
            update agent set due_ms = greatest(due_ms, k.due)
              from unnest($1::text[], $2::text[], $3::bigint[]) as k (tenant, name, due)
             where agent.tenant = k.tenant and agent.name = k.name""")
        .execute(
            Tuple.of(
                order.stream().map(e -> e.getKey().tenant()).toArray(String[]::new),
                order.stream().map(e -> e.getKey().agent()).toArray(String[]::new),
                order.stream()
                    .map(e -> clock.reading().plus(e.getValue()).toMillis())
                    .toArray(Long[]::new)))
        .replaceWithVoid();
  }

  /**
   * Makes the changes durable with their alerts, in one transaction. An agent that was heard of
   * meanwhile, or that is being heard of now, stays as it is until the next look.
   */
  Uni<Void> apply(Way way, List<Turn> turns, List<Site> cut, AgentAlert telling) {
    if (turns.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return pool.withTransaction(
        tx ->
            lock(tx, turns)
                .map(keys -> turns.stream().filter(t -> keys.contains(t.agent().key())).toList())
                .chain(
                    held ->
                        save(tx, held)
                            .chain(() -> sites.cut(tx, way, cutOf(cut, held), telling))
                            .chain(begun -> tell(tx, held, begun, telling))));
  }

  private Uni<Void> tell(
      SqlConnection tx, List<Turn> held, List<Alert> ofSites, AgentAlert telling) {
    var told = new ArrayList<>(ofSites);
    held.forEach(turn -> told.addAll(telling.of(turn)));
    return alerts.acceptOwn(tx, told, telling.now());
  }

  /** Since when a site is silent: since the last word of the first that was found so. */
  private static Map<Site, Instant> cutOf(List<Site> cut, List<Turn> held) {
    var since = new LinkedHashMap<Site, Instant>();
    for (Site site : cut) {
      held.stream()
          .filter(turn -> turn.change() == Change.CUT_OFF)
          .map(Turn::agent)
          .filter(
              a -> a.tenant().equals(site.tenant()) && a.site().equals(Optional.of(site.name())))
          .map(a -> a.heard().at())
          .min(Instant::compareTo)
          .ifPresent(first -> since.put(site, first));
    }
    return since;
  }

  private static Uni<Set<String>> lock(SqlConnection tx, List<Turn> turns) {
    return tx.preparedQuery(
            """
            select a.tenant || '/' || a.name as key from agent a
              join unnest($1::text[], $2::text[], $3::timestamptz[]) as k (tenant, name, heard_at)
             using (tenant, name, heard_at)
               for update of a skip locked""")
        .execute(
            Tuple.of(
                turns.stream().map(t -> t.agent().tenant()).toArray(String[]::new),
                turns.stream().map(t -> t.agent().agent()).toArray(String[]::new),
                turns.stream()
                    .map(t -> ColumnMapper.at(t.agent().heard().at()))
                    .toArray(OffsetDateTime[]::new)))
        .map(
            rows -> {
              var keys = new HashSet<String>();
              rows.forEach(row -> keys.add(row.getString("key")));
              return keys;
            });
  }

  private static Uni<Void> save(SqlConnection tx, List<Turn> turns) {
    return batch(
            tx, "update agent set silent_since = heard_at, cut = false", turns, Change.FELL_SILENT)
        .chain(
            () ->
                batch(
                    tx,
                    "update agent set silent_since = heard_at, cut = true",
                    turns,
                    Change.CUT_OFF))
        .chain(
            () ->
                batch(
                    tx,
                    "update agent set silent_since = null, cut = false",
                    turns,
                    Change.REPORTS_AGAIN))
        .chain(() -> batch(tx, "delete from agent", turns, Change.FORGOTTEN));
  }

  private static Uni<Void> batch(SqlConnection tx, String sql, List<Turn> turns, Change change) {
    List<Watched> agents =
        turns.stream().filter(turn -> turn.change() == change).map(Turn::agent).toList();
    return agents.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.preparedQuery(
                sql + " where (tenant, name) in (select * from unnest($1::text[], $2::text[]))")
            .execute(
                Tuple.of(
                    agents.stream().map(Watched::tenant).toArray(String[]::new),
                    agents.stream().map(Watched::agent).toArray(String[]::new)))
            .replaceWithVoid();
  }

  Uni<Counts> counts() {
    return pool.query(
            """
            select count(*) filter (where silent_since is null) as alive,
                   count(silent_since) as silent from agent""")
        .execute()
        .map(rows -> rows.iterator().next())
        .map(row -> new Counts(row.getLong("alive"), row.getLong("silent")));
  }

  static Watched watched(Row row, WatchClock clock) {
    return new Watched(
        row.getString("tenant"),
        row.getString("name"),
        Optional.ofNullable(row.getString("site")),
        Liveness.of(Optional.ofNullable(ColumnMapper.instantOrNull(row, "silent_since"))),
        new Heard(
            ColumnMapper.instant(row, "heard_at"),
            clock.since(Duration.ofMillis(row.getLong("heard_ms"))),
            Duration.ofMillis(row.getLong("interval_ms"))),
        row.getBoolean("cut"),
        Optional.ofNullable(ColumnMapper.instantOrNull(row, "skew_since")));
  }
}
