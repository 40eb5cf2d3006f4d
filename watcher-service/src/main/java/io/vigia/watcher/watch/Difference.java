package io.vigia.watcher.watch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field that a change alters.
 *
 * @param field its path, such as {@code parameters.above}
 * @param was null when it was not there
 * @param becomes null when it goes
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Difference(
    String field,
    @JsonProperty("old") @Nullable JsonNode was,
    @JsonProperty("new") @Nullable JsonNode becomes) {

  /** Objects are looked into; a list is one value. */
  static List<Difference> between(JsonNode old, JsonNode fresh) {
    var found = new ArrayList<Difference>();
    collect("", old, fresh, found);
    return List.copyOf(found);
  }

  private static void collect(
      String path, @Nullable JsonNode old, @Nullable JsonNode fresh, List<Difference> found) {
    if (old != null && fresh != null && old.isObject() && fresh.isObject()) {
      var names = new LinkedHashSet<String>();
      old.fieldNames().forEachRemaining(names::add);
      fresh.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        collect(path.isEmpty() ? name : path + "." + name, old.get(name), fresh.get(name), found);
      }
    } else if (old == null || !old.equals(fresh)) {
      found.add(new Difference(path, old, fresh));
    }
  }
}
