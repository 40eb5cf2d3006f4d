package io.vigia.watcher.discover;

import io.vigia.watcher.fresh.MonitorStore.Holder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a look would change. What people have edited stays as it is: discovery adds, switches off
 * once what is gone, and switches on again what is back. What people switch on or off in between
 * stays so. Pure.
 *
 * @param source the name of the source
 * @param add new monitors
 * @param enable monitors that are back
 * @param disable monitors whose service is gone
 * @param taken names that other watchers have
 * @param unchanged how many stay
 * @param complaint why something was left out
 */
public record DiscoveryPlan(
    String source,
    List<Found> add,
    List<String> enable,
    List<String> disable,
    List<String> taken,
    int unchanged,
    @Nullable String complaint) {

  private static final int MAX_COMPLAINTS = 10;

  /**
   * @param holders watchers that have one of the names, and all monitors of the source
   */
  static DiscoveryPlan of(String source, String origin, Findings findings, List<Holder> holders) {
    Map<String, Holder> byName = new HashMap<>();
    holders.forEach(h -> byName.put(h.name(), h));
    var add = new ArrayList<Found>();
    var enable = new ArrayList<String>();
    var taken = new ArrayList<String>();
    Set<String> seen = new HashSet<>();
    int unchanged = 0;
    for (Found one : findings.found()) {
      seen.add(one.name());
      Holder holder = byName.get(one.name());
      if (holder == null) {
        add.add(one);
      } else if (!holder.monitor() || !holder.origin().equals(origin)) {
        taken.add(one.name());
      } else if (holder.gone()) {
        enable.add(one.name());
      } else {
        unchanged++;
      }
    }
    List<String> disable =
        !findings.complete()
            ? List.of()
            : holders.stream()
                .filter(h -> h.origin().equals(origin) && h.enabled() && !h.gone())
                .filter(h -> !seen.contains(h.name()))
                .map(Holder::name)
                .sorted()
                .toList();
    return new DiscoveryPlan(
        source,
        List.copyOf(add),
        List.copyOf(enable),
        disable,
        List.copyOf(taken),
        unchanged,
        findings.complaint());
  }

  /** Nothing is known, so nothing changes. */
  static DiscoveryPlan failed(String source, String complaint) {
    return new DiscoveryPlan(source, List.of(), List.of(), List.of(), List.of(), 0, complaint);
  }

  /** The same plan with what could not be carried out; only the first few, so that it is read. */
  DiscoveryPlan complaining(List<String> refused) {
    if (refused.isEmpty()) {
      return this;
    }
    var all = new ArrayList<String>();
    if (complaint != null) {
      all.add(complaint);
    }
    all.addAll(refused.subList(0, Math.min(refused.size(), MAX_COMPLAINTS)));
    if (refused.size() > MAX_COMPLAINTS) {
      all.add("and " + (refused.size() - MAX_COMPLAINTS) + " more");
    }
    return new DiscoveryPlan(
        source, add, enable, disable, taken, unchanged, String.join("; ", all));
  }

  /** How many services the look saw. */
  int found() {
    return add.size() + enable.size() + taken.size() + unchanged;
  }
}
