package io.vigia.remediation.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Episode;
import io.vigia.contracts.RemediationOutcome.Step;
import io.vigia.kit.store.ColumnMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;

/** Between the records and the rows of the table {@code execution}. */
@ApplicationScoped
class ExecutionMapper {

  private final ObjectMapper json;

  ExecutionMapper(ObjectMapper json) {
    this.json = json;
  }

  Execution execution(Row row) {
    return new Execution(
        row.getUUID("id"),
        row.getString("tenant"),
        row.getString("runbook"),
        row.getString("target"),
        new Episode(row.getString("fingerprint"), ColumnMapper.instant(row, "starts_at")),
        alert(row.getJsonObject("alert")),
        row.getString("requested_by"),
        Execution.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        row.getString("decision"),
        row.getString("reason"),
        steps(row.getJsonArray("steps")),
        row.getBoolean("verified"),
        ColumnMapper.instant(row, "detected_at"),
        ColumnMapper.instant(row, "received_at"),
        ColumnMapper.instantOrNull(row, "decided_at"),
        ColumnMapper.instantOrNull(row, "acted_at"),
        ColumnMapper.instantOrNull(row, "verified_at"),
        row.getInteger("attempts"),
        row.getLong("token"));
  }

  JsonObject written(Alert alert) {
    return new JsonObject(text(alert));
  }

  JsonArray written(List<Step> steps) {
    return new JsonArray(text(steps));
  }

  private Alert alert(JsonObject stored) {
    try {
      return json.readValue(stored.encode(), Alert.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored alert cannot be read", e);
    }
  }

  private List<Step> steps(JsonArray stored) {
    try {
      return json.readValue(stored.encode(), new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored steps cannot be read", e);
    }
  }

  private String text(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("own records can always be written", e);
    }
  }
}
