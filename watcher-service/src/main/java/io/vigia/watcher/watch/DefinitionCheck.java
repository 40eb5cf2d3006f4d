package io.vigia.watcher.watch;

/**
 * Something that a definition must pass besides what its record says of itself. All that there are
 * is asked of every definition that comes in: over the API, from the watched folder, by an import.
 */
public interface DefinitionCheck {

  /**
   * Must not block.
   *
   * @throws IllegalArgumentException in the form {@code field: what is wrong}
   * @throws io.vigia.kit.problem.Refusal naming the field at fault
   */
  void check(String tenant, Definition definition);
}
