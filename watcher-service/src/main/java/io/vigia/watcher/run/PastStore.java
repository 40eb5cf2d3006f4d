package io.vigia.watcher.run;

import static io.vigia.kit.store.ColumnMapper.instant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vigia.watcher.ask.Inquiry;
import io.vigia.watcher.ask.Plan;
import io.vigia.watcher.template.TemplateStore;
import io.vigia.watcher.template.Window;
import io.vigia.watcher.watch.Watcher;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Past runs and changes, for people: the newest first. */
@ApplicationScoped
public class PastStore {

  private final Pool pool;
  private final ObjectMapper json;
  private final LoadedStore watchers;
  private final TemplateStore templates;

  PastStore(Pool pool, ObjectMapper json, LoadedStore watchers, TemplateStore templates) {
    this.pool = pool;
    this.json = json;
    this.watchers = watchers;
    this.templates = templates;
  }

  /**
   * @param watcher a name, or null for all
   * @param verdict a word, or null for all
   */
  public Uni<List<RunView>> runs(
      String tenant, @Nullable String watcher, @Nullable String verdict, int limit) {
    return pool.preparedQuery(
            """
            select r.*, w.name, r.breached::text as breached_text from watcher_run r
              join watcher w on w.id = r.watcher
             where r.tenant = $1 and ($2::text is null or w.name = $2)
               and ($3::text is null or r.verdict = $3)
             order by r.finished_at desc, r.due_at desc limit $4""")
        .execute(Tuple.of(tenant, watcher, verdict, limit))
        .chain(
            rows -> {
              var versions = new HashMap<UUID, Integer>();
              rows.forEach(row -> versions.put(row.getUUID("watcher"), row.getInteger("version")));
              return watchers
                  .of(versions)
                  .map(known -> rows.stream().map(row -> run(row, known)).toList());
            });
  }

  public Uni<List<ChangeView>> changes(
      String tenant, @Nullable String watcher, @Nullable String change, int limit) {
    return pool.preparedQuery(
            """
            select c.*, c.key::text as key_text, w.name from watcher_change c
              join watcher w on w.id = c.watcher
             where c.tenant = $1 and ($2::text is null or w.name = $2)
               and ($3::text is null or c.change = $3)
             order by c.seq desc limit $4""")
        .execute(Tuple.of(tenant, watcher, change, limit))
        .map(rows -> rows.stream().map(this::change).toList());
  }

  private RunView run(Row row, Map<UUID, Watcher> known) {
    return new RunView(
        row.getUUID("watcher"),
        row.getString("name"),
        instant(row, "due_at"),
        instant(row, "started_at"),
        Duration.between(instant(row, "started_at"), instant(row, "finished_at")),
        instant(row, "window_from"),
        instant(row, "window_to"),
        row.getString("verdict"),
        row.getDouble("value"),
        row.getString("reason"),
        row.getInteger("keys"),
        tree(row.getString("breached_text")),
        row.getBoolean("corrected"),
        query(row, known.get(row.getUUID("watcher"))));
  }

  private ChangeView change(Row row) {
    JsonNode key = tree(row.getString("key_text"));
    return new ChangeView(
        row.getUUID("watcher"),
        row.getString("name"),
        instant(row, "at"),
        instant(row, "due_at"),
        key == null ? json.createObjectNode() : key,
        row.getString("change"),
        row.getDouble("value"),
        row.getString("reason"),
        row.getString("fingerprint"));
  }

  /** Queries follow from definition and window, so that they need not be stored with every run. */
  private @Nullable JsonNode query(Row row, @Nullable Watcher watcher) {
    if (watcher == null || watcher.version() != row.getInteger("version")) {
      return null;
    }
    var definition = watcher.definition();
    return templates
        .find(watcher.tenant(), definition.template())
        .map(
            template ->
                new Inquiry(
                    definition,
                    template,
                    new Window(
                        definition.timestamp(),
                        instant(row, "window_from"),
                        instant(row, "window_to"))))
        .map(PastStore::body)
        .orElse(null);
  }

  /** A template that was changed since may no longer take the parameters. */
  private static @Nullable JsonNode body(Inquiry inquiry) {
    try {
      return Plan.of(List.of(inquiry)).body();
    } catch (RuntimeException e) {
      return null;
    }
  }

  private @Nullable JsonNode tree(@Nullable String text) {
    try {
      return text == null ? null : json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("JSON in the database is broken", e);
    }
  }
}
