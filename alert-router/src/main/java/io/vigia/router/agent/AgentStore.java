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
import java.util.Comparator;
import java.util.List;

/** The last heartbeat of each agent. An older one, sent again, changes nothing. */
@ApplicationScoped
public class AgentStore {

  private final Pool pool;
  private final ObjectMapper json;

  AgentStore(Pool pool, ObjectMapper json) {
    this.pool = pool;
    this.json = json;
  }

  Uni<Void> accept(List<Heartbeat> heartbeats) {
    var rows =
        heartbeats.stream()
            .sorted(Comparator.comparing(Heartbeat::key))
            .map(
                h ->
                    Tuple.of(
                        h.tenant(),
                        h.agent(),
                        h.sequence(),
                        ColumnMapper.at(h.cycleStart()),
                        written(h)))
            .toList();
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(
                        """
                        insert into agent values ($1, $2, $3, $4, $5)
                        on conflict (tenant, name) do update
                          set sequence = excluded.sequence, cycle_start = excluded.cycle_start,
                              heartbeat = excluded.heartbeat
                          where agent.cycle_start < excluded.cycle_start""")
                    .executeBatch(rows))
        .replaceWithVoid();
  }

  public Uni<List<Heartbeat>> all(String tenant) {
    return pool.preparedQuery("select * from agent where tenant = $1 order by name limit 1000")
        .execute(Tuple.of(tenant))
        .map(rows -> rows.stream().map(this::heartbeat).toList());
  }

  private JsonObject written(Heartbeat heartbeat) {
    try {
      return new JsonObject(json.writeValueAsString(heartbeat));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a heartbeat can always be written", e);
    }
  }

  private Heartbeat heartbeat(Row row) {
    try {
      return json.readValue(row.getJsonObject("heartbeat").encode(), Heartbeat.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("heartbeat of " + row.getString("name") + " is broken", e);
    }
  }
}
