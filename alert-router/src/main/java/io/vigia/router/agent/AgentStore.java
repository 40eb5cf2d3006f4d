package io.vigia.router.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.Heartbeat;
import io.vigia.kit.store.ColumnMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * The last heartbeat of each agent, and when it was heard. An older one, sent again, changes
 * nothing.
 */
@ApplicationScoped
public class AgentStore {

  /** An agent whose clock is further ahead would seem dead once its clock is right again. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  private final Pool pool;
  private final ObjectMapper json;

  AgentStore(Pool pool, ObjectMapper json) {
    this.pool = pool;
    this.json = json;
  }

  Uni<Void> accept(List<Heartbeat> heartbeats, Instant now) {
    Instant latest = now.plus(CLOCK_SKEW);
    var rows =
        heartbeats.stream()
            .sorted(Comparator.comparing(Heartbeat::key))
            .map(
                h ->
                    Tuple.of(
                        h.tenant(),
                        h.agent(),
                        h.sequence(),
                        ColumnMapper.at(h.cycleStart().isAfter(latest) ? now : h.cycleStart()),
                        written(h),
                        ColumnMapper.at(now)))
            .toList();
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(
                        """
                        insert into agent (tenant, name, sequence, cycle_start, heartbeat, heard_at,
                                           heard_ms)
                        values ($1, $2, $3, $4, $5, $6, (select reading_ms from watch_clock))
                        on conflict (tenant, name) do update
                          set sequence = excluded.sequence, cycle_start = excluded.cycle_start,
                              heartbeat = excluded.heartbeat, heard_at = excluded.heard_at,
                              heard_ms = excluded.heard_ms
                          where agent.cycle_start < excluded.cycle_start
                             or agent.sequence < excluded.sequence""")
                    .executeBatch(rows))
        .replaceWithVoid();
  }

  public Uni<List<AgentView>> all(String tenant) {
    return pool.preparedQuery("select * from agent where tenant = $1 order by name limit 1000")
        .execute(Tuple.of(tenant))
        .map(rows -> rows.stream().map(this::view).toList());
  }

  private JsonObject written(Heartbeat heartbeat) {
    try {
      return new JsonObject(json.writeValueAsString(heartbeat));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a heartbeat can always be written", e);
    }
  }

  private AgentView view(Row row) {
    return new AgentView(
        heartbeat(row),
        ColumnMapper.instant(row, "heard_at"),
        ColumnMapper.instantOrNull(row, "silent_since"));
  }

  private Heartbeat heartbeat(Row row) {
    try {
      return json.readValue(row.getJsonObject("heartbeat").encode(), Heartbeat.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("heartbeat of " + row.getString("name") + " is broken", e);
    }
  }
}
