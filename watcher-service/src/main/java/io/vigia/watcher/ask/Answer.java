package io.vigia.watcher.ask;

import io.vigia.watcher.template.Finding;
import io.vigia.watcher.template.Key;
import java.util.List;
import java.util.Set;

/**
 * What was found.
 *
 * @param complete whether every key is in it: if not, nothing is known of those that are not
 * @param seen the keys of the group-by of which there were documents
 */
public record Answer(List<Finding> findings, boolean complete, Set<Key> seen) {

  public Answer {
    findings = List.copyOf(findings);
    seen = Set.copyOf(seen);
  }
}
