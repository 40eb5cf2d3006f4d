package io.vigia.router.agent;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.Alert;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.router.alert.AlertStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** The sites whose agents share a network, and which of them are cut. */
@ApplicationScoped
class SiteStore {

  private static final Logger LOG = Logger.getLogger(SiteStore.class);

  /** It has missed a heartbeat by half an interval, or is silent with its site. */
  private static final String QUIET =
      "(a.cut or a.silent_since is null and a.due_ms <= $2 + a.deadline_ms - a.interval_ms * 3 / 2)";

  private static final String COUNTS =
      """
      count(a.name) filter (where a.silent_since is null or a.cut) as members,
      count(a.name) filter (where %s) as quiet
      """
          .formatted(QUIET);

  /** A site that was cut, as it stands now. */
  record Cut(Site site, Instant since) {}

  private final Pool pool;
  private final AlertStore alerts;

  SiteStore(Pool pool, AlertStore alerts) {
    this.pool = pool;
    this.alerts = alerts;
  }

  Uni<List<Site>> of(Way way, List<Watched> agents, WatchClock clock) {
    List<Watched> settled = agents.stream().filter(a -> a.site().isPresent()).toList();
    if (settled.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return pool.preparedQuery(
            "select a.tenant, a.site,"
                + COUNTS
                + """
                   from agent a
                  where a.way = $1
                    and (a.tenant, a.site) in (select * from unnest($3::text[], $4::text[]))
                  group by a.tenant, a.site""")
        .execute(
            Tuple.of(
                way.column(),
                clock.reading().toMillis(),
                settled.stream().map(Watched::tenant).toArray(String[]::new),
                settled.stream().map(a -> a.site().orElse("")).toArray(String[]::new)))
        .map(rows -> rows.stream().map(SiteStore::site).toList());
  }

  /**
   * @param since by site
   * @return the alerts of those that were not cut before
   */
  Uni<List<Alert>> cut(SqlConnection tx, Way way, Map<Site, Instant> since, AgentAlert telling) {
    var begun = new ArrayList<Alert>();
    Uni<Void> all = Uni.createFrom().voidItem();
    for (var one : since.entrySet()) {
      Site site = one.getKey();
      all =
          all.chain(
                  () ->
                      tx.preparedQuery(
                              """
                              insert into site_cut (tenant, way, site, since)
                              values ($1, $2, $3, $4) on conflict do nothing""")
                          .execute(
                              Tuple.of(
                                  site.tenant(),
                                  way.column(),
                                  site.name(),
                                  ColumnMapper.at(one.getValue()))))
              .invoke(
                  rows -> {
                    if (rows.rowCount() == 1) {
                      LOG.infof("site %s: CUT", site.key());
                      begun.add(telling.siteIsSilent(site, one.getValue()));
                    }
                  })
              .replaceWithVoid();
    }
    return all.replaceWith(begun);
  }

  Uni<List<Cut>> cut(Way way, WatchClock clock) {
    return pool.preparedQuery(
            "select s.tenant, s.site, s.since,"
                + COUNTS
                + """
                   from site_cut s
                   left join agent a on a.tenant = s.tenant and a.site = s.site and a.way = s.way
                  where s.way = $1 group by s.tenant, s.site, s.since""")
        .execute(Tuple.of(way.column(), clock.reading().toMillis()))
        .map(
            rows ->
                rows.stream()
                    .map(row -> new Cut(site(row), ColumnMapper.instant(row, "since")))
                    .toList());
  }

  /** Its agents that are still quiet have a full deadline; then each speaks for itself. */
  Uni<Void> back(Way way, Cut cut, WatchClock clock, AgentAlert telling) {
    Site site = cut.site();
    LOG.infof("site %s: BACK", site.key());
    Tuple key = Tuple.of(way.column(), site.tenant(), site.name());
    return pool.withTransaction(
        tx ->
            tx.preparedQuery(
                    """
                    update agent set cut = false, silent_since = null, due_ms = $4 + deadline_ms
                     where way = $1 and tenant = $2 and site = $3 and cut
                       and silent_since = heard_at""")
                .execute(
                    Tuple.of(way.column(), site.tenant(), site.name(), clock.reading().toMillis()))
                .chain(
                    () ->
                        tx.preparedQuery(
                                "delete from site_cut where way = $1 and tenant = $2 and site = $3")
                            .execute(key))
                .chain(
                    rows ->
                        alerts.acceptOwn(
                            tx,
                            rows.rowCount() == 0
                                ? List.of()
                                : List.of(telling.siteIsBack(site, cut.since())),
                            telling.now())));
  }

  private static Site site(Row row) {
    return new Site(
        row.getString("tenant"),
        row.getString("site"),
        row.getLong("members"),
        row.getLong("quiet"));
  }
}
