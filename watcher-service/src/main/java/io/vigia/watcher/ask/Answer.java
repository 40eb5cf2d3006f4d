package io.vigia.watcher.ask;

import io.vigia.watcher.template.Finding;
import java.util.List;

/**
 * What was found.
 *
 * @param complete whether every key is in it: if not, nothing is known of those that are not
 */
public record Answer(List<Finding> findings, boolean complete) {

  public Answer {
    findings = List.copyOf(findings);
  }
}
