package io.vigia.e2e.chaos;

import io.vigia.platform.Endpoints;
import io.vigia.platform.LocalPlatform;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** The build's real engines, with a database, topics and indices of one test class' own. */
final class Platform {

  private final Endpoints endpoints =
      LocalPlatform.forBuild(Path.of(System.getProperty("vigia.root")));
  private final String database;
  private final String run;

  Platform(String name) {
    this.database = name.replaceAll("[^a-z0-9]", "_");
    this.run = "%s-%06x".formatted(name, ThreadLocalRandom.current().nextInt(1 << 24));
    LocalPlatform.createDatabase(endpoints, database, true);
  }

  /**
   * What a service is told of it. Whoever calls is an administrator: doors are tested elsewhere.
   */
  Map<String, String> settings() {
    String address = endpoints.postgresHost() + ":" + endpoints.postgresPort() + "/" + database;
    var settings = new LinkedHashMap<String, String>();
    settings.put("kafka.bootstrap.servers", endpoints.kafka());
    settings.put("quarkus.datasource.username", endpoints.postgresUser());
    settings.put("quarkus.datasource.password", endpoints.postgresPassword());
    settings.put("quarkus.datasource.reactive.url", "postgresql://" + address);
    settings.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://" + address);
    settings.put("quarkus.elasticsearch.hosts", URI.create(endpoints.openSearch()).getAuthority());
    settings.put("vigia.opensearch.url", endpoints.openSearch());
    settings.put("vigia.topic-prefix", run + ".");
    settings.put("vigia.index-prefix", run + "-");
    settings.put("vigia.security.anonymous-role", "admin");
    settings.put("vigia.watcher.runs.kept", "100000"); // every run is to be counted
    return settings;
  }

  Topics topics() {
    return new Topics(endpoints.kafka(), run + ".");
  }

  URI index(String name) {
    return URI.create(endpoints.openSearch() + "/" + indexName(name));
  }

  String indexName(String name) {
    return run + "-" + name;
  }

  /** Runs a statement on the services' database. */
  void sql(String statement) {
    query(statement, results -> null);
  }

  long rows(String table) {
    return number("select count(*) from " + table);
  }

  long number(String query) {
    return query(
        query,
        results -> {
          results.next();
          return results.getLong(1);
        });
  }

  /** What is made of the rows of an answer. */
  interface Reading<T> {
    T of(ResultSet results) throws SQLException;
  }

  <T> T query(String statement, Reading<T> reading) {
    String url =
        "jdbc:postgresql://%s:%d/%s"
            .formatted(endpoints.postgresHost(), endpoints.postgresPort(), database);
    try (Connection connection =
            DriverManager.getConnection(
                url, endpoints.postgresUser(), endpoints.postgresPassword());
        var execution = connection.createStatement()) {
      execution.execute(statement);
      return reading.of(execution.getResultSet());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
