package io.vigia.router.outcome;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.RemediationOutcome;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.kit.store.SweepStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** What became of the repairs, by execution; the later report of one replaces the earlier. */
@ApplicationScoped
public class OutcomeStore {

  private final Pool pool;
  private final ObjectMapper json;
  private final SweepStore sweep;

  OutcomeStore(Pool pool, ObjectMapper json, SweepStore sweep) {
    this.pool = pool;
    this.json = json;
    this.sweep = sweep;
  }

  Uni<Void> accept(List<RemediationOutcome> outcomes, Instant now) {
    var rows =
        outcomes.stream()
            .map(
                o ->
                    Tuple.of(
                        o.tenant(),
                        o.execution(),
                        o.episode().toString(),
                        written(o),
                        ColumnMapper.at(now)))
            .toList();
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(
                        """
                        insert into remediation_outcome
                          (tenant, execution, episode, outcome, received_at)
                        values ($1, $2, $3, $4, $5)
                        on conflict (execution) do update
                          set outcome = excluded.outcome, received_at = excluded.received_at""")
                    .executeBatch(rows))
        .replaceWithVoid();
  }

  /** The newest first. */
  public Uni<List<RemediationOutcome>> latest(String tenant, int limit) {
    return pool.preparedQuery(
            "select * from remediation_outcome where tenant = $1 order by received_at desc limit $2")
        .execute(Tuple.of(tenant, limit))
        .map(rows -> rows.stream().map(this::outcome).toList());
  }

  public Uni<Void> forgetBefore(Instant limit) {
    return sweep.forget("remediation_outcome", "received_at < $1", limit);
  }

  private JsonObject written(RemediationOutcome outcome) {
    try {
      return new JsonObject(json.writeValueAsString(outcome));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an outcome can always be written", e);
    }
  }

  private RemediationOutcome outcome(Row row) {
    try {
      return json.readValue(row.getJsonObject("outcome").encode(), RemediationOutcome.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("outcome " + row.getUUID("execution") + " is broken", e);
    }
  }
}
