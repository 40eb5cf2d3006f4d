package io.vigia.agent.spool;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

/** The store of an agent that went down while a target was down that is not configured any more. */
public class SeededStore implements QuarkusTestResourceLifecycleManager {

  @Override
  public Map<String, String> start() {
    try {
      Path file = Files.createTempDirectory(Path.of("target"), "agent").resolve("seeded.db");
      var local = new LocalStore(file);
      local.inTransaction(
          db -> {
            try (var statement = db.createStatement()) {
              statement.execute(
                  "insert into item_state values ('old',"
                      + " '{\"is\":\"down\",\"since\":\"2026-11-01T00:00:00Z\",\"reason\":\"x\"}')");
              return statement.execute(
                  "insert into alert_event (id, target, time, json, paged) values"
                      + " ('00000000-0000-0000-0000-000000000001', 'old', 0, '{\"tenant\":"
                      + "\"default\",\"status\":\"firing\",\"labels\":{\"alertname\":"
                      + "\"ServiceDown\",\"service\":\"old\"},\"annotations\":{},\"startsAt\":"
                      + "\"2026-11-01T00:00:00Z\",\"observedAt\":\"2026-11-01T00:00:00Z\","
                      + "\"source\":\"heartbeat-agent\"}', 1)");
            }
          });
      local.close();
      return Map.of("vigia.agent.store", file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int order() {
    return 10; // after the resource that names a fresh store
  }

  @Override
  public void stop() {}
}
