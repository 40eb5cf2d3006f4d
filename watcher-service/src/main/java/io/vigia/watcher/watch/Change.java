package io.vigia.watcher.watch;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one watcher.
 *
 * @param present how it is; null before it is created
 * @param wanted how it shall be; null when it goes
 */
record Change(Action action, String name, @Nullable Present present, @Nullable Wanted wanted) {

  enum Action {
    @JsonProperty("create")
    CREATE,
    @JsonProperty("change")
    CHANGE,
    @JsonProperty("delete")
    DELETE,
    @JsonProperty("none")
    NONE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A definition as it shall be.
   *
   * @param text of the definition, as it is kept
   */
  record Wanted(String name, boolean enabled, String text, Origin origin) {}

  /** Of one that is there. */
  Present was() {
    return Objects.requireNonNull(present);
  }

  /** Of one that will be there. */
  Wanted becomes() {
    return Objects.requireNonNull(wanted);
  }
}
