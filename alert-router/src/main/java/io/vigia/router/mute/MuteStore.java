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
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
   * @param alerts asked for only when there is something that could mute
   */
  public Uni<Muted> of(
      SqlClient client, String tenant, Supplier<Uni<List<Labels>>> alerts, Instant now) {
    List<InhibitRule> rules = routing.current().inhibitRules();
    return silences
        .inForce(client, tenant, now)
        .chain(
            inForce ->
                inForce.isEmpty() && rules.isEmpty()
                    ? Uni.createFrom().item(Muted.NONE)
                    : alerts.get().chain(found -> of(client, tenant, inForce, rules, found, now)));
  }

  private static Uni<Muted> of(
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
            sources -> {
              var silencedBy = new HashMap<String, List<String>>();
              var inhibitedBy = new HashMap<String, List<String>>();
              List<Inhibition> inhibitions =
                  rules.stream().map(rule -> Inhibition.of(rule, sources)).toList();
              for (Labels alert : alerts) {
                put(silencedBy, alert, silencing(silences, alert));
                put(inhibitedBy, alert, inhibiting(inhibitions, alert));
              }
              return new Muted(silencedBy, inhibitedBy);
            });
  }

  private static void put(Map<String, List<String>> by, Labels alert, List<String> causes) {
    if (!causes.isEmpty()) {
      by.put(alert.fingerprint(), causes);
    }
  }

  private static List<String> silencing(List<Silence> silences, Labels alert) {
    return silences.stream().filter(s -> s.takes(alert)).map(s -> s.id().toString()).toList();
  }

  private static List<String> inhibiting(List<Inhibition> inhibitions, Labels alert) {
    return inhibitions.stream()
        .flatMap(inhibition -> inhibition.of(alert).stream())
        .map(Labels::fingerprint)
        .distinct()
        .toList();
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
