package io.vigia.watcher.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.kit.identity.Caller;
import io.vigia.kit.identity.Role;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What of a definition only those see who may change it: where a destination's address leads beyond
 * its host, and the values of headers. What was read without them cannot be written back.
 */
public final class Secrets {

  /** Stands where a secret was; no address, and no header that anybody wants, holds it. */
  static final String HIDDEN = "<hidden>";

  private static final Pattern URL =
      Pattern.compile("(?i)([a-z][a-z0-9+.-]*://)([^/?#]*@)?([^/?#]*)(/?)(.*)", Pattern.DOTALL);

  private Secrets() {}

  /** Whether the caller may see none. */
  public static boolean hiddenFrom(Caller caller) {
    return !caller.role().granted().contains(Role.OPERATE);
  }

  /** A definition, as it is kept, without its secrets. */
  static JsonNode without(JsonNode definition) {
    JsonNode copy = definition.deepCopy();
    for (JsonNode destination : copy.path("destinations")) {
      if (destination.path("headers") instanceof ObjectNode headers) {
        headers.properties().forEach(header -> headers.put(header.getKey(), HIDDEN));
      }
      if (destination.path("url").isTextual()) {
        ((ObjectNode) destination).put("url", url(destination.path("url").textValue()));
      }
    }
    return copy;
  }

  /** An address without what may be secret in it: only scheme and host stay. */
  public static String url(String url) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      return HIDDEN;
    }
    return parts.group(1)
        + (parts.group(2) == null ? "" : HIDDEN + "@")
        + parts.group(3)
        + parts.group(4)
        + (parts.group(5).isEmpty() ? "" : HIDDEN);
  }

  /**
   * Refuses what was read without its secret.
   *
   * @throws IllegalArgumentException in the form {@code field: what is wrong}
   */
  public static void present(String field, @Nullable String value) {
    if (value != null && value.contains(HIDDEN)) {
      throw new IllegalArgumentException(
          "%s: holds %s in place of a secret, as those see it who may not change it: write the secret, or export with the role %s"
              .formatted(field, HIDDEN, Role.OPERATE));
    }
  }
}
