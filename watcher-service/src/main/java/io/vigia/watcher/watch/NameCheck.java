package io.vigia.watcher.watch;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** A name can be typed, and its address in the API is not that of something else. */
@ApplicationScoped
@Priority(1000) // before those that look at what the name stands for
class NameCheck implements DefinitionCheck {

  private static final Set<String> TAKEN = Set.of("export", "plan", "apply", "folder");

  @Override
  public void check(String tenant, Definition definition) {
    String name = definition.name();
    if (TAKEN.contains(name)) {
      throw new IllegalArgumentException("name: '" + name + "' is a word of the API");
    }
    if (!name.equals(name.strip()) || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "name: no control characters, nor spaces at either end, are allowed");
    }
  }
}
