package io.vigia.benchmarks.measure;

import io.vigia.benchmarks.fleet.PlannedWatcher;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads runs from the service's own table, so that nothing is asked of the service itself. */
public final class History {

  private static final int FETCH = 5_000;
  private static final String QUERY =
      """
      select w.name, r.due_at, r.started_at, r.finished_at, r.window_from, r.window_to,
             r.verdict, r.value, r.breached::text,
             case when r.verdict = 'unknown' then left(r.reason, 200) else '' end
        from watcher.watcher_run r join watcher.watcher w on w.id = r.watcher
       where r.due_at >= ? and r.due_at < ?
       order by r.due_at""";

  private final String url;
  private final Properties login;

  /**
   * @param url of the suite's database
   */
  public History(String url, String user, String password) {
    this.url = url;
    this.login = new Properties();
    login.setProperty("user", user);
    login.setProperty("password", password);
  }

  /** Runs of these watchers that were due then; runs of others are left out. */
  public List<Run> runs(List<PlannedWatcher> fleet, Instant from, Instant to) throws IOException {
    Map<String, PlannedWatcher> watchers =
        fleet.stream().collect(Collectors.toMap(PlannedWatcher::name, Function.identity()));
    List<Run> runs = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url, login);
        PreparedStatement query = connection.prepareStatement(QUERY)) {
      connection.setAutoCommit(false); // the driver reads in pieces only then
      query.setFetchSize(FETCH);
      query.setObject(1, OffsetDateTime.ofInstant(from, ZoneOffset.UTC));
      query.setObject(2, OffsetDateTime.ofInstant(to, ZoneOffset.UTC));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          PlannedWatcher watcher = watchers.get(rows.getString(1));
          if (watcher != null) {
            runs.add(run(watcher, rows));
          }
        }
      }
    } catch (SQLException e) {
      throw new IOException("the runs cannot be read: " + e.getMessage(), e);
    }
    return runs;
  }

  private static Run run(PlannedWatcher watcher, ResultSet row) throws SQLException {
    double value = row.getDouble(8);
    @Nullable Double there = row.wasNull() ? null : value;
    return new Run(
        watcher,
        instant(row, 2),
        instant(row, 3),
        instant(row, 4),
        instant(row, 5),
        instant(row, 6),
        row.getString(7),
        there,
        row.getString(9),
        row.getString(10));
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
