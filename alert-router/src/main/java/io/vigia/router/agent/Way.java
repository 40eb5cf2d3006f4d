package io.vigia.router.agent;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How an agent's heartbeats reach us; each way has a watch clock of its own. */
public enum Way {
  @JsonProperty("kafka")
  KAFKA,
  @JsonProperty("http")
  HTTP;

  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Way of(String column) {
    return valueOf(column.toUpperCase(Locale.ROOT));
  }
}
