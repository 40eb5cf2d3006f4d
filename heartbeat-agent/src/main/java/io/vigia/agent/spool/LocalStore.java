package io.vigia.agent.spool;

import io.vigia.agent.AgentConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteDataSource;

/** The agent's SQLite file: one connection, one transaction at a time, synced on commit. */
@ApplicationScoped
public class LocalStore {

  /** Work within a transaction. */
  public interface Work<T> {
    T on(Connection db) throws SQLException;
  }

  private final Path file;
  private final Connection db;

  @Inject
  LocalStore(AgentConfig config) {
    this(config.store());
  }

  LocalStore(Path file) {
    this.file = file.toAbsolutePath();
    this.db = open(this.file);
  }

  /** Blocks; call it on a worker thread. */
  public synchronized <T> T inTransaction(Work<T> work) {
    try {
      T result = work.on(db);
      db.commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      rollBack(e);
      throw new IllegalStateException(file + " refused: " + e.getMessage(), e);
    }
  }

  @PreDestroy
  synchronized void close() throws SQLException {
    db.close();
  }

  private void rollBack(Exception cause) {
    try {
      db.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private static Connection open(Path file) {
    try {
      Files.createDirectories(file.getParent());
      var source = new SQLiteDataSource(); // not DriverManager: it minds who loaded the driver
      source.setUrl("jdbc:sqlite:" + file);
      Connection db = source.getConnection();
      try (Statement setUp = db.createStatement()) {
        setUp.execute("pragma journal_mode = wal");
        setUp.execute("pragma synchronous = full");
        setUp.execute("pragma busy_timeout = 5000");
        setUp.execute(
            "create table if not exists item_state (name text primary key, condition text not null)");
        setUp.execute(
            "create table if not exists cycle (sequence integer primary key, due integer not null,"
                + " heartbeat text not null)");
        setUp.execute("create index if not exists cycle_due on cycle (due)");
        setUp.execute(
            "create table if not exists spool (seq integer primary key autoincrement,"
                + " id text not null unique, topic text not null, key text not null,"
                + " source text not null, time integer not null, json text not null)");
        setUp.execute(
            "create table if not exists alert_event (seq integer primary key autoincrement,"
                + " id text not null unique, target text not null, time integer not null,"
                + " json text not null, paged integer not null default 0,"
                + " tries integer not null default 0, next_try integer not null default 0)");
      }
      db.setAutoCommit(false);
      return db;
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(
          "the store " + file + " cannot be opened: " + e.getMessage(), e);
    }
  }
}
