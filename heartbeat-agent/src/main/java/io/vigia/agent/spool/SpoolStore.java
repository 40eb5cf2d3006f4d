package io.vigia.agent.spool;

import io.vigia.agent.AgentConfig;
import io.vigia.contracts.Topic;
import io.vigia.kit.event.OutgoingEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Events that Kafka does not have yet, in the order in which they came about. */
@ApplicationScoped
public class SpoolStore {

  private final LocalStore local;
  private final int limit;

  @Inject
  SpoolStore(LocalStore local, AgentConfig config) {
    this(local, config.spoolLimit());
  }

  SpoolStore(LocalStore local, int limit) {
    this.local = local;
    this.limit = limit;
  }

  /** Adds to the caller's transaction. Above the limit the oldest but alerts make room. */
  public void append(Connection db, List<OutgoingEvent> events) throws SQLException {
    try (var insert =
        db.prepareStatement(
            "insert or ignore into spool (id, topic, key, source, time, json)"
                + " values (?, ?, ?, ?, ?, ?)")) {
      for (OutgoingEvent event : events) {
        insert.setString(1, event.id().toString());
        insert.setString(2, event.topic().name());
        insert.setString(3, event.key());
        insert.setString(4, event.source());
        insert.setLong(5, event.time().toEpochMilli());
        insert.setString(6, event.json());
        insert.addBatch();
      }
      insert.executeBatch();
    }
    long excess = size(db) - limit;
    if (excess > 0) {
      try (var delete =
          db.prepareStatement(
              "delete from spool where seq in (select seq from spool where topic <> ?"
                  + " order by seq limit ?)")) {
        delete.setString(1, Topic.ALERTS.name());
        delete.setLong(2, excess);
        delete.executeUpdate();
      }
    }
  }

  List<OutgoingEvent> oldest(int count) {
    return local.inTransaction(
        db -> {
          var waiting = new ArrayList<OutgoingEvent>();
          try (var select = db.prepareStatement("select * from spool order by seq limit ?")) {
            select.setInt(1, count);
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                waiting.add(
                    new OutgoingEvent(
                        UUID.fromString(row.getString("id")),
                        Topic.valueOf(row.getString("topic")),
                        row.getString("key"),
                        row.getString("source"),
                        Instant.ofEpochMilli(row.getLong("time")),
                        row.getString("json")));
              }
            }
          }
          return waiting;
        });
  }

  void remove(List<OutgoingEvent> sent) {
    local.inTransaction(
        db -> {
          try (var delete = db.prepareStatement("delete from spool where id = ?")) {
            for (OutgoingEvent one : sent) {
              delete.setString(1, one.id().toString());
              delete.addBatch();
            }
            return delete.executeBatch().length;
          }
        });
  }

  long size() {
    return local.inTransaction(SpoolStore::size);
  }

  private static long size(Connection db) throws SQLException {
    try (var count = db.prepareStatement("select count(*) from spool");
        ResultSet row = count.executeQuery()) {
      return row.getLong(1);
    }
  }
}
