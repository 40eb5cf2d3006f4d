package io.vigia.watcher.elastalert;

import io.vigia.watcher.watch.Definition;
import java.util.List;

/**
 * What became of ElastAlert's rules.
 *
 * @param definitions ready to be created
 * @param yaml the same as people write them: one document each, defaults left out
 * @param report what changed on the way
 */
public record Imported(List<Definition> definitions, String yaml, Report report) {

  public Imported {
    definitions = List.copyOf(definitions);
  }
}
