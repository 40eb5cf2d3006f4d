package io.vigia.router.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vigia.contracts.Labels;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.router.push.Job.Down;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Jobs from and to their rows. */
@ApplicationScoped
class MonitorRowMapper {

  private final ObjectMapper json;

  MonitorRowMapper(ObjectMapper json) {
    this.json = json;
  }

  JsonObject json(Object value) {
    try {
      return new JsonObject(json.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record can always be written", e);
    }
  }

  Monitor monitor(Row row) {
    JsonObject last = row.getJsonObject("last_ping");
    return new Monitor(
        row.getUUID("id"),
        row.getString("tenant"),
        row.getString("name"),
        read(row.getJsonObject("labels"), Labels.class),
        row.getString("severity"),
        row.getBoolean("paused"),
        ColumnMapper.instant(row, "created_at"),
        row.getString("created_by"),
        job(row),
        last == null ? null : read(last, Ping.class),
        ColumnMapper.instant(row, "due_at"));
  }

  private Job job(Row row) {
    return new Job(
        read(row.getJsonObject("schedule"), Schedule.class),
        ColumnMapper.instant(row, "counts_from"),
        Optional.ofNullable(ColumnMapper.instantOrNull(row, "started_at")),
        Optional.ofNullable(row.getLong("duration_ms")).map(Duration::ofMillis),
        Optional.ofNullable(row.getString("down")).map(Down::valueOf),
        Optional.ofNullable(ColumnMapper.instantOrNull(row, "down_since")));
  }

  static Ping ping(Row row) {
    return new Ping(
        ColumnMapper.instant(row, "at"),
        Ping.Kind.valueOf(row.getString("kind")),
        row.getInteger("exit"),
        row.getString("body"),
        row.getString("source"));
  }

  static @Nullable String down(Job job) {
    return job.down().map(Enum::name).orElse(null);
  }

  private <T> T read(JsonObject value, Class<T> type) {
    try {
      return json.readValue(value.encode(), type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a push monitor is broken", e);
    }
  }
}
