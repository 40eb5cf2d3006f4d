package io.vigia.watcher.fresh;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.mutiny.sqlclient.Row;
import io.vigia.kit.problem.JsonFault;
import io.vigia.kit.problem.Refusal;
import io.vigia.kit.store.ColumnMapper;
import io.vigia.watcher.watch.Definition;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Between monitors, definitions and rows. */
@ApplicationScoped
class MonitorMapper {

  private final ObjectMapper json;

  MonitorMapper(ObjectMapper json) {
    this.json = json;
  }

  MonitorView view(Row row) {
    Definition definition = definition(stored(row));
    return new MonitorView(
        row.getUUID("id"),
        Monitor.of(definition, kept(row)),
        ColumnMapper.instantOrNull(row, "last_run_at"),
        ColumnMapper.instantOrNull(row, "last_ok_at"),
        ColumnMapper.instantOrNull(row, "last_breach_at"),
        row.getInteger("breaches"),
        ColumnMapper.instantOrNull(row, "created_at"),
        ColumnMapper.instant(row, "updated_at"),
        row.getString("origin"),
        List.of());
  }

  static Kept kept(Row row) {
    return new Kept(row.getString("webhook"), row.getString("runbook"), row.getString("target"));
  }

  /** The definition of a monitor that is to be written over a row, if there is one. */
  Definition definition(@Nullable Row there, String name, MonitorForm form, Kept kept) {
    ObjectNode base = there == null ? json.createObjectNode() : stored(there);
    return definition(MonitorDefinition.over(base, name, form, kept));
  }

  Definition switched(Row there, boolean enabled) {
    return definition(stored(there).put("enabled", enabled));
  }

  /**
   * @throws Refusal naming the field at fault
   */
  Definition definition(ObjectNode written) {
    try {
      return json.treeToValue(written, Definition.class);
    } catch (JsonProcessingException e) {
      var problem = JsonFault.explain(e);
      throw Refusal.of(problem, problem.field());
    }
  }

  private ObjectNode stored(Row row) {
    try {
      return (ObjectNode) json.readTree(row.getString("definition"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "the definition of watcher " + row.getString("name") + " is broken", e);
    }
  }
}
