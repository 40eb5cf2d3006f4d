package io.vigia.router.audit;

import java.util.Map;
import java.util.TreeMap;

/**
 * What somebody did.
 *
 * @param action what and how, as in {@code silence.create}
 * @param object the id or name of what was changed
 * @param detail what it is like now; no secrets
 */
public record Change(String action, String object, Map<String, String> detail) {

  private static final int LONGEST = 1_000;

  public Change {
    var bounded = new TreeMap<String, String>();
    detail.forEach(
        (name, value) -> bounded.put(name, value.substring(0, Math.min(LONGEST, value.length()))));
    detail = Map.copyOf(bounded);
    object = object.substring(0, Math.min(LONGEST, object.length()));
  }
}
