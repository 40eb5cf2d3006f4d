package io.vigia.router.deliver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vigia.kit.store.ColumnMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** Rows of the table {@code delivery}. */
@ApplicationScoped
class DeliveryRowMapper {

  private final ObjectMapper json;

  DeliveryRowMapper(ObjectMapper json) {
    this.json = json;
  }

  JsonObject written(Notification notification) {
    try {
      return new JsonObject(json.writeValueAsString(notification));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a notification can always be written", e);
    }
  }

  Delivery delivery(Row row) {
    try {
      return new Delivery(
          row.getUUID("id"),
          row.getString("lane"),
          row.getString("integration"),
          json.readValue(row.getJsonObject("notification").encode(), Notification.class),
          row.getInteger("attempts"),
          ColumnMapper.instant(row, "created_at"),
          ColumnMapper.instant(row, "waiting_since"),
          row.getBoolean("held"),
          Set.copyOf(List.of(row.getArrayOfStrings("pieces"))));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("delivery " + row.getUUID("id") + " cannot be read", e);
    }
  }

  static DeliveryView view(Row row) {
    return new DeliveryView(
        row.getUUID("id"),
        row.getString("receiver"),
        row.getString("integration"),
        row.getString("group_key"),
        row.getString("reason"),
        row.getString("status"),
        row.getInteger("attempts"),
        row.getString("last_error"),
        ColumnMapper.instant(row, "created_at"),
        ColumnMapper.instantOrNull(row, "finished_at"),
        row.getUUID("origin"),
        row.getUUID("digest"),
        row.getString("replayed_by"));
  }
}
