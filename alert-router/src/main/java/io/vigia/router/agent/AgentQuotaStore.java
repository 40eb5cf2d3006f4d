package io.vigia.router.agent;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.Heartbeat;
import io.vigia.kit.event.Refused;
import io.vigia.kit.limit.LimitsConfig;
import io.vigia.kit.quota.Quota;
import io.vigia.kit.quota.QuotaStore;
import io.vigia.kit.quota.QuotaStore.Grant;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** How many agents a tenant may have. One that is known is always heard. */
@ApplicationScoped
class AgentQuotaStore {

  private final Pool pool;
  private final QuotaStore quotas;
  private final Quota agents;

  AgentQuotaStore(Pool pool, QuotaStore quotas, LimitsConfig limits) {
    this.pool = pool;
    this.quotas = quotas;
    this.agents = new Quota("agents", limits.agents(), "from agent where tenant = $1");
  }

  /** The heartbeats of agents that would be new beyond the quota. */
  Uni<Refused<Heartbeat>> beyond(List<Heartbeat> heartbeats) {
    var unknown = new LinkedHashMap<String, Heartbeat>();
    heartbeats.forEach(h -> unknown.putIfAbsent(h.key(), h));
    return pool.preparedQuery(
            """
            select tenant || '/' || name as key from agent
              join unnest($1::text[], $2::text[]) as k (tenant, name) using (tenant, name)""")
        .execute(
            Tuple.of(
                heartbeats.stream().map(Heartbeat::tenant).toArray(String[]::new),
                heartbeats.stream().map(Heartbeat::agent).toArray(String[]::new)))
        .invoke(known -> known.forEach(row -> unknown.remove(row.getString("key"))))
        .chain(
            () ->
                quotas.beyond(
                    pool, agents, unknown.values(), Heartbeat::tenant, Grant.AS_MANY_AS_FIT))
        .map(
            refused -> {
              var keys = refused.stream().map(Heartbeat::key).collect(Collectors.toSet());
              return new Refused<>(
                  heartbeats.stream().filter(h -> keys.contains(h.key())).toList(),
                  agents.explanation());
            });
  }
}
