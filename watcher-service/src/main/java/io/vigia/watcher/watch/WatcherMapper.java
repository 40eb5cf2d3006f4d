package io.vigia.watcher.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.mutiny.sqlclient.Row;
import io.vigia.kit.store.ColumnMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Between definitions and what is stored of them. */
@ApplicationScoped
public class WatcherMapper {

  /** A pause that ends with it does not end by itself. */
  static final Instant UNTIL_RESUMED = Instant.parse("9999-12-31T00:00:00Z");

  private static final String UNREADABLE = "unreadable";

  private final DefinitionText text;
  private final Clock clock;

  WatcherMapper(DefinitionText text, Clock clock) {
    this.text = text;
    this.clock = clock;
  }

  /** A definition that this version cannot read harms no other: a stand-in says so. */
  Watcher watcher(WatcherEntity e) {
    try {
      return new Watcher(e.id, e.tenant, e.version, text.definition(e.definition));
    } catch (RuntimeException fault) {
      return new Watcher(e.id, e.tenant, e.version, standIn(e), words(fault));
    }
  }

  private Definition standIn(WatcherEntity e) {
    return text.definition(
        JsonNodeFactory.instance
            .objectNode()
            .put("name", e.name)
            .put("template", UNREADABLE)
            .put("index", UNREADABLE)
            .put("every", "5m")
            .toString());
  }

  private static String words(Throwable fault) {
    Throwable root = fault;
    while (root.getCause() != null && !root.getCause().equals(root)) {
      root = root.getCause();
    }
    return root instanceof JsonProcessingException broken
        ? broken.getOriginalMessage()
        : String.valueOf(root.getMessage());
  }

  WatcherView view(WatcherEntity e) {
    String own = "/api/v1/watchers/" + encoded(e.name);
    return new WatcherView(
        e.id,
        e.tenant,
        e.name,
        e.version,
        e.author,
        e.updatedAt,
        e.enabled,
        new Origin(e.origin),
        pause(e),
        text.tree(e.definition),
        Map.of("self", own, "versions", own + "/versions"));
  }

  static WatcherEntity entity(Row row) {
    var e = new WatcherEntity();
    e.id = row.getUUID("id");
    e.tenant = row.getString("tenant");
    e.name = row.getString("name");
    e.enabled = row.getBoolean("enabled");
    e.definition = row.getString("definition");
    e.version = row.getInteger("version");
    e.author = row.getString("author");
    e.updatedAt = ColumnMapper.instant(row, "updated_at");
    e.origin = row.getString("origin");
    e.pausedUntil = ColumnMapper.instantOrNull(row, "paused_until");
    e.pauseReason = row.getString("pause_reason");
    e.pausedBy = row.getString("paused_by");
    return e;
  }

  private WatcherView.@Nullable Pause pause(WatcherEntity e) {
    if (e.pausedUntil == null || !e.pausedUntil.isAfter(clock.instant())) {
      return null;
    }
    Instant until = e.pausedUntil.equals(UNTIL_RESUMED) ? null : e.pausedUntil;
    return new WatcherView.Pause(until, e.pauseReason, e.pausedBy);
  }

  static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
