package io.vigia.watcher.deliver;

import io.vigia.watcher.watch.Definition;
import io.vigia.watcher.watch.DefinitionCheck;
import jakarta.enterprise.context.ApplicationScoped;

/** Destinations can be told, and every {@code {{…}}} names something. */
@ApplicationScoped
class DestinationCheck implements DefinitionCheck {

  private final Destinations destinations;

  DestinationCheck(Destinations destinations) {
    this.destinations = destinations;
  }

  @Override
  public void check(String tenant, Definition definition) {
    destinations.check(definition);
  }
}
