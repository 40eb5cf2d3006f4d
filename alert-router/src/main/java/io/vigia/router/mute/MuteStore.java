package io.vigia.router.mute;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.Labels;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.router.alert.AlertRowMapper;
import io.vigia.router.route.InhibitRule;
import io.vigia.router.route.RoutingWiring;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Says which alerts silences and other alerts keep from being told. */
@ApplicationScoped
public class MuteStore {

  private final SilenceStore silences;
  private final RoutingWiring routing;

  MuteStore(SilenceStore silences, RoutingWiring routing) {
    this.silences = silences;
    this.routing = routing;
  }

  /**
   * For lists: a silence for one receiver counts when nobody else is told of the alert.
   *
   * @param alerts asked for only when there is something that could mute
   */
  public Uni<Muted> of(
      SqlClient client, String tenant, Supplier<Uni<List<Labels>>> alerts, Instant now) {
    return of(client, tenant, alerts, routing.current()::receiversOf, now);
  }

  /** For what one receiver is told. */
  public Uni<Muted> of(
      SqlClient client,
      String tenant,
      String receiver,
      Supplier<Uni<List<Labels>>> alerts,
      Instant now) {
    return of(client, tenant, alerts, labels -> List.of(receiver), now);
  }

  private Uni<Muted> of(
      SqlClient client,
      String tenant,
      Supplier<Uni<List<Labels>>> alerts,
      Function<Labels, List<String>> receivers,
      Instant now) {
    List<InhibitRule> rules = routing.current().inhibitRules();
    return silences
        .inForce(client, tenant, now)
        .chain(
            inForce ->
                inForce.isEmpty() && rules.isEmpty()
                    ? Uni.createFrom().item(Muted.NONE)
                    : alerts
                        .get()
                        .chain(
                            found ->
                                of(client, tenant, inForce, rules, found, now)
                                    .map(mutes -> mutes.of(found, receivers))));
  }

  /** What could keep these alerts from being told. */
  public Uni<Mutes> affecting(SqlClient client, String tenant, List<Labels> alerts, Instant now) {
    List<InhibitRule> rules = routing.current().inhibitRules();
    return silences
        .inForce(client, tenant, now)
        .chain(inForce -> of(client, tenant, inForce, rules, alerts, now));
  }

  private static Uni<Mutes> of(
      SqlClient client,
      String tenant,
      List<Silence> silences,
      List<InhibitRule> rules,
      List<Labels> alerts,
      Instant now) {
    var wanted = new LinkedHashSet<Map<String, String>>();
    for (Labels alert : alerts) {
      rules.forEach(rule -> rule.wanted(alert).ifPresent(wanted::add));
    }
    return firingWith(client, tenant, wanted, now)
        .map(
            sources ->
                new Mutes(
                    silences, rules.stream().map(rule -> Inhibition.of(rule, sources)).toList()));
  }

  /** What fires and has all labels of one of the sets at least. */
  private static Uni<List<Labels>> firingWith(
      SqlClient client, String tenant, Set<Map<String, String>> wanted, Instant now) {
    if (wanted.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return client
        .preparedQuery(
            """
            select distinct on (a.fingerprint) a.labels
              from unnest($2::jsonb[]) as wanted (labels)
              join alert a on a.labels @> wanted.labels
             where a.tenant = $1 and a.status = 'firing'
               and (a.ends_at is null or a.ends_at > $3)
             order by a.fingerprint""")
        .execute(
            Tuple.of(
                tenant,
                wanted.stream().map(labels -> json(labels)).toArray(Object[]::new),
                ColumnMapper.at(now)))
        .map(rows -> rows.stream().map(row -> AlertRowMapper.labels(row)).toList());
  }

  private static JsonObject json(Map<String, String> labels) {
    return new JsonObject(new TreeMap<String, Object>(labels));
  }
}
