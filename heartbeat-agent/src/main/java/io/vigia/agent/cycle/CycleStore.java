package io.vigia.agent.cycle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigia.agent.debounce.Condition;
import io.vigia.agent.page.PageStore;
import io.vigia.agent.spool.LocalStore;
import io.vigia.agent.spool.SpoolStore;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Event;
import io.vigia.contracts.Heartbeat;
import io.vigia.kit.event.OutgoingEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Cycles and states; a cycle with everything that it has to tell in one transaction. */
@ApplicationScoped
class CycleStore {

  private final LocalStore local;
  private final SpoolStore spool;
  private final PageStore pages;
  private final ObjectMapper json;

  CycleStore(LocalStore local, SpoolStore spool, PageStore pages, ObjectMapper json) {
    this.local = local;
    this.spool = spool;
    this.pages = pages;
    this.json = json;
  }

  Map<String, Condition> states() {
    return local.inTransaction(
        db -> {
          var states = new HashMap<String, Condition>();
          try (var select = db.prepareStatement("select name, condition from item_state");
              ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
              states.put(rows.getString(1), read(rows.getString(2), Condition.class));
            }
          }
          return states;
        });
  }

  long lastSequence() {
    return local.inTransaction(
        db -> {
          try (var select = db.prepareStatement("select coalesce(max(sequence), 0) from cycle");
              ResultSet rows = select.executeQuery()) {
            return rows.getLong(1);
          }
        });
  }

  /** What each target's last alert said, as long as it fires. */
  Map<String, Alert> firing() {
    return pages.firing();
  }

  void save(Round round, Function<Event, OutgoingEvent> outgoing) {
    local.inTransaction(
        db -> {
          saveStates(db, round.states());
          saveCycle(db, round.heartbeat());
          tell(db, round.alerts(), outgoing);
          spool.append(db, round.reports().stream().map(outgoing).toList());
          return true;
        });
  }

  void save(Departure departure, Function<Event, OutgoingEvent> outgoing) {
    local.inTransaction(
        db -> {
          try (var delete = db.prepareStatement("delete from item_state where name = ?")) {
            for (String name : departure.gone()) {
              delete.setString(1, name);
              delete.addBatch();
            }
            delete.executeBatch();
          }
          tell(db, departure.ends(), outgoing);
          return true;
        });
  }

  private void tell(
      Connection db, Map<String, Alert> alerts, Function<Event, OutgoingEvent> outgoing)
      throws SQLException {
    for (var alert : alerts.entrySet()) {
      OutgoingEvent event = outgoing.apply(alert.getValue());
      spool.append(db, List.of(event));
      pages.append(db, alert.getKey(), event);
    }
  }

  /** The newest first. */
  List<Heartbeat> latest(int limit) {
    return local.inTransaction(
        db -> {
          var cycles = new ArrayList<Heartbeat>();
          try (var select =
              db.prepareStatement("select heartbeat from cycle order by sequence desc limit ?")) {
            select.setInt(1, limit);
            try (ResultSet rows = select.executeQuery()) {
              while (rows.next()) {
                cycles.add(read(rows.getString(1), Heartbeat.class));
              }
            }
          }
          return cycles;
        });
  }

  void forgetBefore(Instant limit) {
    local.inTransaction(
        db -> {
          try (var delete = db.prepareStatement("delete from cycle where due < ?")) {
            delete.setLong(1, limit.toEpochMilli());
            return delete.executeUpdate();
          }
        });
  }

  private void saveStates(Connection db, Map<String, Condition> states) throws SQLException {
    try (PreparedStatement upsert =
        db.prepareStatement("insert or replace into item_state (name, condition) values (?, ?)")) {
      for (var state : states.entrySet()) {
        upsert.setString(1, state.getKey());
        upsert.setString(2, written(state.getValue(), Condition.class));
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  private void saveCycle(Connection db, Heartbeat heartbeat) throws SQLException {
    try (PreparedStatement insert =
        db.prepareStatement("insert into cycle (sequence, due, heartbeat) values (?, ?, ?)")) {
      insert.setLong(1, heartbeat.sequence());
      insert.setLong(2, heartbeat.cycleStart().toEpochMilli());
      insert.setString(3, written(heartbeat, Heartbeat.class));
      insert.executeUpdate();
    }
  }

  private <T> T read(String text, Class<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the local store holds what it did not write", e);
    }
  }

  private <T> String written(T value, Class<T> type) {
    try {
      return json.writerFor(type).writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("own records can always be written", e);
    }
  }
}
