package io.vigia.watcher.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.watcher.template.Key;
import io.vigia.watcher.verdict.WatchState;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What is believed of each key of each watcher. */
@ApplicationScoped
class KeyStore {

  /** Keys that a run names as breaching. */
  static final int MAX_NAMED = 1000;

  private static final Logger LOG = Logger.getLogger(KeyStore.class);
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  /**
   * What is believed of some watchers.
   *
   * @param states by watcher; those without a row are quiet
   * @param complaints about what cannot be read, by watcher
   */
  record Believed(Map<UUID, Map<Key, WatchState>> states, Map<UUID, String> complaints) {}

  private final Pool pool;
  private final ObjectMapper json;

  KeyStore(Pool pool, ObjectMapper json) {
    this.pool = pool;
    this.json = json;
  }

  Uni<Believed> of(Collection<UUID> watchers) {
    return of(pool, watchers);
  }

  /** The same within a transaction. */
  Uni<Believed> of(SqlClient client, Collection<UUID> watchers) {
    return client
        .preparedQuery(
            "select watcher, key::text as key, state::text as state from watcher_key"
                + " where watcher = any($1)")
        .execute(Tuple.of(watchers.toArray(UUID[]::new)))
        .map(
            rows -> {
              var found = new Believed(new HashMap<>(), new HashMap<>());
              rows.forEach(row -> add(found, row));
              return found;
            });
  }

  /** A broken row harms no watcher but its own. */
  private void add(Believed found, Row row) {
    UUID watcher = row.getUUID("watcher");
    try {
      Key key = new Key(json.readValue(row.getString("key"), TEXTS));
      WatchState state =
          Objects.requireNonNull(json.readValue(row.getString("state"), WatchState.class), "state");
      found.states().computeIfAbsent(watcher, w -> new HashMap<>()).put(key, state);
    } catch (JsonProcessingException | RuntimeException e) {
      String complaint =
          "what was believed of %s cannot be read: %s"
              .formatted(
                  row.getString("key"),
                  String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
      LOG.warnf("watcher %s: %s", watcher, complaint);
      found.complaints().put(watcher, complaint);
    }
  }

  /** Within the transaction of the runs. */
  Uni<Void> keep(SqlClient tx, List<Finished> runs, Instant now) {
    var keep = new ArrayList<Tuple>();
    var drop = new ArrayList<Tuple>();
    for (Finished run : runs) {
      UUID watcher = run.asked().task().due().watcher();
      for (Finished.KeyState each : run.keys()) {
        String text = written(each.key());
        UUID id = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
        if (each.state() == null) {
          drop.add(Tuple.of(watcher, id));
        } else {
          keep.add(Tuple.of(watcher, id, text, written(each.state()), ColumnMapper.at(now)));
        }
      }
    }
    return batch(
            tx,
            """
            insert into watcher_key (watcher, id, key, state, seen_at)
            values ($1, $2, $3::text::jsonb, $4::text::jsonb, $5)
            on conflict (watcher, id) do update
               set state = excluded.state, seen_at = excluded.seen_at""",
            keep)
        .chain(() -> batch(tx, "delete from watcher_key where watcher = $1 and id = $2", drop));
  }

  /** Nothing to do where there are no rows. */
  static Uni<Void> batch(SqlClient tx, String sql, List<Tuple> rows) {
    return rows.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.preparedQuery(sql).executeBatch(rows).replaceWithVoid();
  }

  /** The same text for the same key: its values are sorted. */
  String written(Key key) {
    return written(key.values());
  }

  /** Keys as a JSON list, cut where they are too many; null for none. */
  @Nullable String written(Set<Key> keys) {
    return keys.isEmpty()
        ? null
        : written(keys.stream().limit(MAX_NAMED).map(Key::values).toList());
  }

  Set<Key> keys(@Nullable String list) {
    if (list == null) {
      return Set.of();
    }
    try {
      return json
          .readerForListOf(TreeMap.class)
          .<List<TreeMap<String, String>>>readValue(list)
          .stream()
          .map(Key::new)
          .collect(Collectors.toSet());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("keys in the database are broken", e);
    }
  }

  private String written(WatchState state) {
    try {
      return json.writerFor(WatchState.class).writeValueAsString(state);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("own records can always be written", e);
    }
  }

  private String written(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can always be written", e);
    }
  }
}
