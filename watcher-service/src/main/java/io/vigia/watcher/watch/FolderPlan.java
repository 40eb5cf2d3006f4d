package io.vigia.watcher.watch;

import io.vigia.kit.problem.Refusal;
import io.vigia.watcher.watch.Change.Wanted;
import io.vigia.watcher.watch.FolderFile.Complaint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the watched folder changes for one tenant. A file counts as a whole or not at all; of one
 * that does not count, or that has gone only now, all stays as it is.
 *
 * @param held files that do not count because of this tenant's watchers, and why
 */
record FolderPlan(DefinitionPlan plan, Map<String, Complaint> held) {

  FolderPlan {
    held = Map.copyOf(held);
  }

  /**
   * @param present all watchers of the tenant
   * @param files in the order of their names
   * @param leaving files that are gone, but not for long enough to believe it
   */
  static FolderPlan of(
      Collection<Present> present,
      String tenant,
      List<FolderFile> files,
      Set<String> leaving,
      UnaryOperator<String> today) {
    var there = new HashMap<String, Present>();
    present.forEach(p -> there.put(p.name(), p));
    var held = new HashMap<String, Complaint>();
    var kept = new HashSet<>(leaving);
    var wanted = new ArrayList<Wanted>();
    var from = new HashMap<String, String>();
    for (FolderFile file : files) {
      if (file.good()) {
        file.of(tenant).stream()
            .flatMap(w -> against(w, there.get(w.name()), from.get(w.name())).stream())
            .findFirst()
            .ifPresent(complaint -> held.put(file.name(), complaint));
      }
      if (!file.good() || held.containsKey(file.name())) {
        kept.add(file.name());
      } else {
        wanted.addAll(file.of(tenant));
        file.of(tenant).forEach(w -> from.put(w.name(), file.name()));
      }
    }
    var changes = new ArrayList<>(DefinitionPlan.of(present, wanted, false, today).changes());
    present.stream()
        .filter(p -> p.origin().file().filter(file -> !kept.contains(file)).isPresent())
        .filter(p -> !from.containsKey(p.name()))
        .map(DefinitionPlan::delete)
        .forEach(changes::add);
    return new FolderPlan(new DefinitionPlan(changes), held);
  }

  private static Optional<Complaint> against(
      Wanted wanted, @Nullable Present there, @Nullable String earlier) {
    if (earlier != null) {
      return Optional.of(
          Complaint.of("watcher '" + wanted.name() + "' stands in " + earlier + " as well"));
    }
    try {
      if (there != null) {
        DefinitionPlan.mayChange(there, wanted.origin());
      }
      return Optional.empty();
    } catch (Refusal refusal) {
      return Optional.of(Complaint.of(refusal.problem()));
    }
  }
}
