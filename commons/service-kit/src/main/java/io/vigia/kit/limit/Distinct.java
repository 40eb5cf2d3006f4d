package io.vigia.kit.limit;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Admits at most so many distinct items under each name. Threads that come at the same moment may
 * each add one above the limit.
 */
final class Distinct {

  private final int limit;
  private final Map<String, Set<Object>> admitted = new ConcurrentHashMap<>();

  Distinct(int limit) {
    this.limit = limit;
  }

  boolean admits(String name, Object item) {
    Set<Object> items = admitted.computeIfAbsent(name, n -> ConcurrentHashMap.newKeySet());
    if (items.contains(item)) {
      return true;
    }
    return items.size() < limit && items.add(item);
  }
}
