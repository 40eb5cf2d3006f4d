package io.vigia.watcher.cli;

import io.vigia.watcher.cluster.QueryLog;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How much the log says: the levels of {@code -d}, which are r4's. */
enum LogLevel {
  /** Nothing was said on the command line. */
  AS_CONFIGURED("", "", ""),
  /** {@code -d 1}: all that this service has to say. */
  EVERYTHING("INFO", "DEBUG", "DEBUG"),
  /** {@code -d 2}: what clusters are asked and what they answer; beside it only what breaks. */
  QUERIES("ERROR", "ERROR", "DEBUG"),
  /** {@code -d 3}: problems. */
  PROBLEMS("WARN", "WARN", "WARN");

  private final String root;
  private final String own;
  private final String queries;

  LogLevel(String root, String own, String queries) {
    this.root = root;
    this.own = own;
    this.queries = queries;
  }

  /**
   * @param number as on the command line; null when it is not there
   */
  static Optional<LogLevel> of(@Nullable Integer number) {
    int index = number == null ? 0 : number;
    return index < 0 || index >= values().length || (number != null && index == 0)
        ? Optional.empty()
        : Optional.of(values()[index]);
  }

  Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    if (this != AS_CONFIGURED) {
      settings.put("quarkus.log.level", root);
      settings.put("quarkus.log.category.\"io.vigia\".level", own);
      settings.put("quarkus.log.category.\"" + QueryLog.CATEGORY + "\".level", queries);
    }
    return settings;
  }
}
