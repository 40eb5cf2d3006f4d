package io.vigia.benchmarks.deadman;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** Which alerts fire, looked up in the router's table so that nothing is asked of the router. */
final class Sightings implements AutoCloseable {

  private static final String QUERY =
      """
      select labels ->> 'alertname', labels ->> 'agent' from router.alert
       where status = 'firing' and labels ->> 'alertname' in ('AgentSilent', 'AgentClockSkew')""";

  /** An alert of an agent that began, or ended, at a look. */
  record Seen(long at, String alertname, String agent, boolean begins) {}

  private final Connection connection;
  private final PreparedStatement query;
  private Map<String, Set<String>> before = new HashMap<>();

  Sightings(String url, String user, String password) throws IOException {
    var login = new Properties();
    login.setProperty("user", user);
    login.setProperty("password", password);
    try {
      this.connection = DriverManager.getConnection(url, login);
      this.query = connection.prepareStatement(QUERY);
    } catch (SQLException e) {
      throw new IOException("the alerts cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * @param at when the look began
   */
  List<Seen> look(long at) throws IOException {
    Map<String, Set<String>> now = new HashMap<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        now.computeIfAbsent(rows.getString(1), name -> new HashSet<>()).add(rows.getString(2));
      }
    } catch (SQLException e) {
      throw new IOException("the alerts cannot be read: " + e.getMessage(), e);
    }
    List<Seen> changes = new ArrayList<>();
    changes(at, now, before, true, changes);
    changes(at, before, now, false, changes);
    before = now;
    return changes;
  }

  private static void changes(
      long at,
      Map<String, Set<String>> here,
      Map<String, Set<String>> there,
      boolean begins,
      List<Seen> into) {
    here.forEach(
        (name, agents) ->
            agents.stream()
                .filter(agent -> !there.getOrDefault(name, Set.of()).contains(agent))
                .forEach(agent -> into.add(new Seen(at, name, agent, begins))));
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
