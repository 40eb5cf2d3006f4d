package io.vigia.router.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value with named fields, such as an alert.
 *
 * @param what it is, for messages
 */
public record Fields(String what, Map<String, Object> values) implements Reachable {

  public Fields {
    values = Map.copyOf(values);
  }

  @Override
  public @Nullable Object reach(String name, List<@Nullable Object> arguments) {
    Object value = values.get(name);
    if (value == null) {
      throw Reachable.unknown(what, name);
    }
    if (!arguments.isEmpty()) {
      throw new IllegalArgumentException("'" + name + "' is a field and takes no arguments");
    }
    return value;
  }
}
