package io.vigia.watcher.template;

import io.vigia.watcher.template.BuiltInTemplateSource.BuiltIn;
import io.vigia.watcher.template.OwnTemplate.Origin;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A template as people see it.
 *
 * @param declaration its text; empty when it is no file
 * @param fault why the latest text of it is not in force
 */
record Listed(
    Origin origin,
    String name,
    Optional<Template> template,
    String declaration,
    @Nullable String fault) {

  Listed(Origin origin, OwnTemplate own) {
    this(origin, own.name(), Optional.ofNullable(own.template()), own.declaration(), own.fault());
  }

  static Listed of(BuiltIn one) {
    return new Listed(
        Origin.BUILT_IN,
        one.template().card().name(),
        Optional.of(one.template()),
        one.declaration(),
        null);
  }
}
