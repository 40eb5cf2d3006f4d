package io.vigia.kit.quota;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Says which new rows are beyond a tenant's quota. Rows are counted at most every 5 s and never
 * beyond the limit, so that a flood costs a look into memory. What this process lets in counts at
 * once; what another replica lets in, after 5 s: together they can overshoot by what fits into
 * those seconds, at most (replicas - 1) times the room that was left.
 */
@ApplicationScoped
public class QuotaStore {

  /** What becomes of new rows of which only some fit. */
  public enum Grant {
    AS_MANY_AS_FIT,
    ALL_OR_NONE
  }

  private static final int MAX_TENANTS_REMEMBERED = 10_000;

  private final Clock clock;
  private final MeterRegistry metrics;
  private final Map<String, Tally> tallies =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tally> eldest) {
          return size() > MAX_TENANTS_REMEMBERED;
        }
      };

  QuotaStore(Clock clock, MeterRegistry metrics) {
    this.clock = clock;
    this.metrics = metrics;
  }

  /**
   * Takes room for new rows, in the transaction that will write them.
   *
   * @return those for which there is none; counted in {@code vigia_refused_total}
   */
  public <T> Uni<Set<T>> beyond(
      SqlClient client,
      Quota quota,
      Collection<T> fresh,
      Function<T, String> tenantOf,
      Grant grant) {
    Map<String, List<T>> byTenant =
        fresh.stream().collect(Collectors.groupingBy(tenantOf, TreeMap::new, Collectors.toList()));
    var refused = new HashSet<T>();
    Uni<Void> asked = Uni.createFrom().voidItem();
    for (var own : byTenant.entrySet()) {
      int wanted = own.getValue().size();
      asked =
          asked
              .chain(() -> counted(client, quota, own.getKey()))
              .invoke(() -> refused.addAll(cut(quota, own.getKey(), own.getValue(), wanted, grant)))
              .replaceWithVoid();
    }
    return asked.invoke(() -> count(quota, refused.size())).replaceWith(() -> Set.copyOf(refused));
  }

  private <T> List<T> cut(Quota quota, String tenant, List<T> rows, int wanted, Grant grant) {
    int granted = take(quota, tenant, wanted, grant);
    return new ArrayList<>(rows.subList(granted, rows.size()));
  }

  private synchronized int take(Quota quota, String tenant, int wanted, Grant grant) {
    Tally tally = tallies.getOrDefault(key(quota, tenant), new Tally(0, Instant.EPOCH));
    int room = tally.room(quota.limit(), wanted);
    int granted = grant == Grant.ALL_OR_NONE && room < wanted ? 0 : room;
    tallies.put(key(quota, tenant), tally.plus(granted));
    return granted;
  }

  private Uni<Void> counted(SqlClient client, Quota quota, String tenant) {
    Instant now = clock.instant();
    if (isFresh(quota, tenant, now)) {
      return Uni.createFrom().voidItem();
    }
    return client
        .preparedQuery("select count(*) from (select 1 " + quota.rows() + " limit $2) as found")
        .execute(Tuple.of(tenant, quota.limit()))
        .invoke(found -> put(quota, tenant, new Tally(found.iterator().next().getLong(0), now)))
        .replaceWithVoid();
  }

  /** After a transaction that failed: the room that it took is counted anew. */
  public synchronized void forget(Quota quota) {
    tallies.keySet().removeIf(key -> key.startsWith(quota.what() + "/"));
  }

  private synchronized boolean isFresh(Quota quota, String tenant, Instant now) {
    Tally known = tallies.get(key(quota, tenant));
    return known != null && known.isFresh(now);
  }

  /** Of two that counted at the same time the first has let rows in already, maybe. */
  private synchronized void put(Quota quota, String tenant, Tally tally) {
    if (!isFresh(quota, tenant, tally.countedAt())) {
      tallies.put(key(quota, tenant), tally);
    }
  }

  private void count(Quota quota, int refused) {
    if (refused > 0) {
      metrics.counter("vigia_refused_total", "what", quota.what()).increment(refused);
    }
  }

  private static String key(Quota quota, String tenant) {
    return quota.what() + "/" + tenant;
  }
}
