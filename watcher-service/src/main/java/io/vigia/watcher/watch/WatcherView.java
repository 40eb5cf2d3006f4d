package io.vigia.watcher.watch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A watcher as the API shows it.
 *
 * @param definition with every field, absent ones as their defaults
 * @param pause absent unless it is paused now
 * @param links to what else there is of it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WatcherView(
    UUID id,
    String tenant,
    String name,
    int version,
    String author,
    @JsonProperty("updated_at") Instant updatedAt,
    boolean enabled,
    Origin origin,
    @Nullable Pause pause,
    JsonNode definition,
    Map<String, String> links) {

  /** For those who may not change it. */
  WatcherView withoutSecrets() {
    return new WatcherView(
        id,
        tenant,
        name,
        version,
        author,
        updatedAt,
        enabled,
        origin,
        pause,
        Secrets.without(definition),
        links);
  }

  /**
   * Why it does not run.
   *
   * @param until absent when it waits to be resumed
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Pause(@Nullable Instant until, @Nullable String reason, @Nullable String by) {}
}
