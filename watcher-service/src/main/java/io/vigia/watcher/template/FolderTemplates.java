package io.vigia.watcher.template;

import java.util.List;
import java.util.Map;

/**
 * What the folder holds.
 *
 * @param files what was read of each file, by its name
 * @param templates the templates in force, by their names
 * @param faults what cannot be taken, and why
 */
record FolderTemplates(
    Map<String, OwnTemplate> files, Map<String, OwnTemplate> templates, List<String> faults) {

  static final FolderTemplates NONE = new FolderTemplates(Map.of(), Map.of(), List.of());

  FolderTemplates {
    files = Map.copyOf(files);
    templates = Map.copyOf(templates);
    faults = List.copyOf(faults);
  }
}
