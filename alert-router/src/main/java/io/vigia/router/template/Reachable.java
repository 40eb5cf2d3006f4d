package io.vigia.router.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value whose fields and methods templates may use; what it does not name they cannot reach. */
public interface Reachable {

  /**
   * @param arguments of a method; empty for a field
   * @throws IllegalArgumentException when there is no such field, or not with such arguments
   */
  @Nullable Object reach(String name, List<@Nullable Object> arguments);

  /** For values without the field. */
  static IllegalArgumentException unknown(String what, String name) {
    return new IllegalArgumentException(what + " has no field or method '" + name + "'");
  }
}
