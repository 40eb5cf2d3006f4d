package io.vigia.router.alert;

import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Remediation;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Labels;
import io.vigia.kit.store.ColumnMapper;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads rows of the table {@code alert}. */
public final class AlertRowMapper {

  private AlertRowMapper() {}

  public static Alert alert(Row row) {
    JsonObject wish = row.getJsonObject("remediation");
    return new Alert(
        row.getString("tenant"),
        Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        labels(row),
        strings(row.getJsonObject("annotations")),
        ColumnMapper.instant(row, "starts_at"),
        ColumnMapper.instantOrNull(row, "ends_at"),
        ColumnMapper.instant(row, "observed_at"),
        row.getDouble("value"),
        row.getString("source"),
        row.getString("generator_url"),
        wish == null ? null : new Remediation(wish.getString("runbook"), wish.getString("target")));
  }

  public static Labels labels(Row row) {
    return labels(row, "labels");
  }

  public static Labels labels(Row row, String column) {
    return Labels.of(strings(row.getJsonObject(column)));
  }

  public static Map<String, String> strings(JsonObject object) {
    var map = new TreeMap<String, String>();
    object.forEach(e -> map.put(e.getKey(), String.valueOf(e.getValue())));
    return map;
  }
}
