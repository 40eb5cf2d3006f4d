package io.vigia.watcher.discover;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a look found.
 *
 * @param found each name once
 * @param complete whether that is all there is: only then is something else gone
 * @param complaint for people, of what could not be taken
 */
public record Findings(List<Found> found, boolean complete, @Nullable String complaint) {

  public Findings {
    found = List.copyOf(found);
  }

  /** Up to {@link DiscoverySource#MAX_FOUND} of them, each name once. */
  public static Findings of(List<Found> all, List<String> complaints) {
    Map<String, Found> byName = new LinkedHashMap<>();
    var said = new ArrayList<>(complaints);
    for (Found one : all) {
      if (byName.size() == DiscoverySource.MAX_FOUND) {
        said.add("more than " + DiscoverySource.MAX_FOUND + " were found, the rest is left out");
        break;
      }
      byName.putIfAbsent(one.name(), one);
    }
    return new Findings(
        List.copyOf(byName.values()),
        said.isEmpty(),
        said.isEmpty() ? null : String.join("; ", said));
  }
}
