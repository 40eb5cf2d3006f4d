package io.vigia.platform;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;

/** The databases inside the platform's PostgreSQL: one for each service and test module. */
final class Databases {

  private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,40}");

  private final String url;
  private final String password;

  Databases(int port, String password) {
    this.url = "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
    this.password = password;
  }

  /** Names that need no care in SQL, in addresses and in file names. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** Synchronized because PostgreSQL copies its template for one caller at a time only. */
  synchronized void create(String name, boolean fresh) throws SQLException {
    if (!isName(name)) {
      throw new IllegalArgumentException("a database's name matches " + NAME + ", unlike " + name);
    }
    try (Connection connection = DriverManager.getConnection(url, PostgresEngine.USER, password);
        Statement statement = connection.createStatement()) {
      if (fresh) {
        statement.execute("DROP DATABASE IF EXISTS \"%s\" WITH (FORCE)".formatted(name));
      }
      if (fresh || !exists(connection, name)) {
        statement.execute("CREATE DATABASE \"%s\"".formatted(name));
      }
    }
  }

  private static boolean exists(Connection connection, String name) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
      query.setString(1, name);
      try (ResultSet found = query.executeQuery()) {
        return found.next();
      }
    }
  }
}
