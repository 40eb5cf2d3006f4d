package io.vigia.router.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.contracts.Heartbeat;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.router.RouterConfig;
import io.vigia.router.agent.Sighting.Track;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The last heartbeat of each agent, and when it was heard. An older one, sent again, changes
 * nothing.
 */
@ApplicationScoped
public class AgentStore {

  /** How far a watch clock is thought to have moved on since it was last moved. */
  private static final long AT_MOST_AHEAD_MS = 2000;

  /** A page lists so many. */
  private static final int MOST = 1000;

  private static final String UPSERT =
      """
      insert into agent (tenant, name, sequence, cycle_start, heartbeat, site, interval_ms,
                         deadline_ms, clock_offset_ms, late_offset_ms, skewed, way, heard_at,
                         heard_ms, due_ms)
      select k.tenant, k.name, k.sequence, k.cycle_start, k.heartbeat::jsonb, k.site, k.interval_ms,
             k.deadline_ms, k.offset_ms, k.late_ms, k.skewed, $12, $13, w.now_ms,
             w.now_ms + k.deadline_ms
        from unnest($1::text[], $2::text[], $3::bigint[], $4::timestamptz[], $5::text[],
                    $6::text[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[], $11::int[])
             as k (tenant, name, sequence, cycle_start, heartbeat, site, interval_ms, deadline_ms,
                   offset_ms, late_ms, skewed),
             (select reading_ms + greatest(0, least(%d,
                       extract(epoch from $13 - moved_at) * 1000))::bigint as now_ms
                from watch_clock where way = $12) w
      on conflict (tenant, name) do update
         set sequence = excluded.sequence, cycle_start = excluded.cycle_start,
             heartbeat = excluded.heartbeat, site = excluded.site,
             interval_ms = excluded.interval_ms, deadline_ms = excluded.deadline_ms,
             clock_offset_ms = excluded.clock_offset_ms, late_offset_ms = excluded.late_offset_ms,
             skewed = excluded.skewed, way = excluded.way,
             heard_at = %s, heard_ms = %s, due_ms = %s
       where agent.sequence < excluded.sequence or agent.cycle_start < excluded.cycle_start
          or agent.cycle_start > $13 + interval '1 minute'
      """
          .formatted(AT_MOST_AHEAD_MS, ifAlive("heard_at"), ifAlive("heard_ms"), ifAlive("due_ms"));

  private final Pool pool;
  private final ObjectMapper json;
  private final Tolerance tolerance;
  private final DeadManConfig config;

  AgentStore(Pool pool, ObjectMapper json, DeadManConfig config, RouterConfig router) {
    this.pool = pool;
    this.json = json;
    this.config = config;
    this.tolerance = new Tolerance(config.missed(), config.atLeast(), router.retention());
  }

  /** What came too late to be a sign of life moves no deadline. */
  private static String ifAlive(String column) {
    return "case when excluded.late_offset_ms is null then excluded.%s else agent.%s end"
        .formatted(column, column);
  }

  /** What came over Kafka, in its order. */
  Uni<Void> accept(List<Heartbeat> heartbeats, Instant now) {
    return pool.withTransaction(
        tx ->
            known(tx, heartbeats, " for update of a")
                .chain(
                    known ->
                        attentive(tx, Way.KAFKA, now)
                            .chain(
                                attentive ->
                                    write(
                                        tx,
                                        batch(heartbeats, known, attentive, now),
                                        Way.KAFKA,
                                        now))));
  }

  /** What is known of the agents of these heartbeats, by key. */
  Uni<Map<String, Track>> known(List<Heartbeat> heartbeats) {
    return known(pool, heartbeats, "");
  }

  /** Keeps what heartbeats over HTTP say. */
  Uni<Void> write(Batch batch, Instant now) {
    return write(pool, batch, Way.HTTP, now);
  }

  Batch batch(
      List<Heartbeat> heartbeats, Map<String, Track> known, boolean attentive, Instant now) {
    return Batch.of(heartbeats, known, tolerance, config.skew(), attentive, now);
  }

  private static Uni<Map<String, Track>> known(
      SqlClient client, List<Heartbeat> heartbeats, String lock) {
    List<Heartbeat> agents =
        List.copyOf(
            heartbeats.stream()
                .collect(Collectors.toMap(Heartbeat::key, Function.identity(), (a, b) -> a))
                .values());
    return client
        .preparedQuery(
            """
            select a.tenant, a.name, a.sequence, a.cycle_start, a.clock_offset_ms,
                   a.late_offset_ms, a.skewed, a.silent_since
              from agent a
              join unnest($1::text[], $2::text[]) as k (tenant, name) using (tenant, name)
             order by a.tenant, a.name"""
                + lock)
        .execute(
            Tuple.of(
                agents.stream().map(Heartbeat::tenant).toArray(String[]::new),
                agents.stream().map(Heartbeat::agent).toArray(String[]::new)))
        .map(
            rows -> {
              var known = new HashMap<String, Track>();
              rows.forEach(
                  row ->
                      known.put(row.getString("tenant") + "/" + row.getString("name"), track(row)));
              return known;
            });
  }

  private static Track track(Row row) {
    return new Track(
        row.getLong("sequence"),
        ColumnMapper.instant(row, "cycle_start"),
        Duration.ofMillis(row.getLong("clock_offset_ms")),
        Optional.ofNullable(row.getLong("late_offset_ms")).map(Duration::ofMillis),
        row.getInteger("skewed"));
  }

  /** While heartbeats wait with us, how late they come says nothing of an agent's clock. */
  private static Uni<Boolean> attentive(SqlClient client, Way way, Instant now) {
    return client
        .preparedQuery("select moved_at from watch_clock where way = $1")
        .execute(Tuple.of(way.column()))
        .map(rows -> ColumnMapper.instant(rows.iterator().next(), "moved_at"))
        .map(moved -> Duration.between(moved, now).toMillis() < AT_MOST_AHEAD_MS);
  }

  private Uni<Void> write(SqlClient client, Batch batch, Way way, Instant now) {
    List<Batch.Row> rows = batch.rows();
    if (rows.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return client
        .preparedQuery(UPSERT)
        .execute(
            Tuple.tuple()
                .addValue(texts(rows, row -> row.last().tenant()))
                .addValue(texts(rows, row -> row.last().agent()))
                .addValue(numbers(rows, row -> row.track().sequence()))
                .addValue(
                    rows.stream()
                        .map(row -> ColumnMapper.at(row.track().cycleStart()))
                        .toArray(OffsetDateTime[]::new))
                .addValue(texts(rows, row -> written(row.last())))
                .addValue(rows.stream().map(row -> row.last().site()).toArray(String[]::new))
                .addValue(numbers(rows, row -> Tolerance.bounded(row.last().interval()).toMillis()))
                .addValue(
                    numbers(rows, row -> tolerance.deadline(row.last().interval()).toMillis()))
                .addValue(numbers(rows, row -> row.track().offset().toMillis()))
                .addValue(rows.stream().map(AgentStore::late).toArray(Long[]::new))
                .addValue(rows.stream().map(row -> row.track().skewed()).toArray(Integer[]::new))
                .addString(way.column())
                .addValue(ColumnMapper.at(now)))
        .replaceWithVoid();
  }

  /** Null for a row with a sign of life. */
  private static @Nullable Long late(Batch.Row row) {
    return row.alive() ? null : row.track().late().map(Duration::toMillis).orElse(null);
  }

  private static String[] texts(List<Batch.Row> rows, Function<Batch.Row, String> of) {
    return rows.stream().map(of).toArray(String[]::new);
  }

  private static Long[] numbers(List<Batch.Row> rows, Function<Batch.Row, Long> of) {
    return rows.stream().map(of).toArray(Long[]::new);
  }

  /** The tenant's first by name, for a page. */
  public Uni<List<AgentView>> all(String tenant) {
    return all(tenant, "", MOST);
  }

  /**
   * @param after the name after which the page begins; empty for the first one
   */
  Uni<List<AgentView>> all(String tenant, String after, int limit) {
    return pool.preparedQuery(
            "select * from agent where tenant = $1 and name > $2 order by name limit $3")
        .execute(Tuple.of(tenant, after, limit))
        .map(rows -> rows.stream().map(this::view).toList());
  }

  private String written(Heartbeat heartbeat) {
    try {
      return json.writeValueAsString(heartbeat);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a heartbeat can always be written", e);
    }
  }

  private AgentView view(Row row) {
    return AgentView.of(
        heartbeat(row),
        Way.of(row.getString("way")),
        ColumnMapper.instant(row, "heard_at"),
        Optional.ofNullable(ColumnMapper.instantOrNull(row, "silent_since")),
        row.getBoolean("cut"),
        row.getInteger("skewed") >= Sighting.SKEWED
            ? Optional.of(Duration.ofMillis(row.getLong("clock_offset_ms")))
            : Optional.empty());
  }

  private Heartbeat heartbeat(Row row) {
    try {
      return json.readValue(row.getJsonObject("heartbeat").encode(), Heartbeat.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("heartbeat of " + row.getString("name") + " is broken", e);
    }
  }
}
