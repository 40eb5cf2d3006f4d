package io.vigia.agent.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigia.agent.spool.LocalStore;
import io.vigia.contracts.Alert;
import io.vigia.kit.event.OutgoingEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The alert events of this agent: what each target last said, and what was paged. */
@ApplicationScoped
public class PageStore {

  private final LocalStore local;
  private final ObjectMapper json;

  PageStore(LocalStore local, ObjectMapper json) {
    this.local = local;
    this.json = json;
  }

  /** Adds to the caller's transaction, in which the event also goes into the spool. */
  public void append(Connection db, String target, OutgoingEvent event) throws SQLException {
    try (var insert =
        db.prepareStatement(
            "insert or ignore into alert_event (id, target, time, json) values (?, ?, ?, ?)")) {
      insert.setString(1, event.id().toString());
      insert.setString(2, target);
      insert.setLong(3, event.time().toEpochMilli());
      insert.setString(4, event.json());
      insert.executeUpdate();
    }
  }

  /** What each target's last alert said, where it fires. */
  public Map<String, Alert> firing() {
    var last = new HashMap<String, Told>();
    all().forEach(told -> last.put(told.target(), told));
    var firing = new HashMap<String, Alert>();
    last.values().stream().filter(Told::fires).forEach(t -> firing.put(t.target(), t.alert()));
    return firing;
  }

  /** In the order in which it came about. */
  List<Told> all() {
    return local.inTransaction(
        db -> {
          var all = new ArrayList<Told>();
          try (var select =
                  db.prepareStatement(
                      "select e.*, exists (select 1 from spool s where s.id = e.id) as spooled"
                          + " from alert_event e order by seq");
              ResultSet row = select.executeQuery()) {
            while (row.next()) {
              all.add(told(row));
            }
          }
          return all;
        });
  }

  /** Before it is sent: a try whose outcome is lost with the process was a try. */
  void trying(Told told, Instant next) {
    local.inTransaction(
        db -> {
          try (var update =
              db.prepareStatement(
                  "update alert_event set tries = tries + 1, next_try = ? where id = ?")) {
            update.setLong(1, next.toEpochMilli());
            update.setString(2, told.id().toString());
            return update.executeUpdate();
          }
        });
  }

  void paged(UUID id) {
    change("update alert_event set paged = 1 where id = ?", List.of(id));
  }

  void forget(List<UUID> ids) {
    if (!ids.isEmpty()) {
      change("delete from alert_event where id = ?", ids);
    }
  }

  private void change(String statement, List<UUID> ids) {
    local.inTransaction(
        db -> {
          try (var change = db.prepareStatement(statement)) {
            for (UUID id : ids) {
              change.setString(1, id.toString());
              change.addBatch();
            }
            return change.executeBatch().length;
          }
        });
  }

  private Told told(ResultSet row) throws SQLException {
    try {
      return new Told(
          UUID.fromString(row.getString("id")),
          row.getString("target"),
          json.readValue(row.getString("json"), Alert.class),
          Instant.ofEpochMilli(row.getLong("time")),
          row.getBoolean("spooled"),
          row.getBoolean("paged"),
          row.getInt("tries"),
          Instant.ofEpochMilli(row.getLong("next_try")));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the local store holds what it did not write", e);
    }
  }
}
