package io.vigia.watcher.rehearse;

import io.vigia.watcher.template.Template;
import io.vigia.watcher.watch.Definition;
import java.util.List;
import java.util.Optional;

/** Knows the templates and what their parameters must be. */
interface Catalogue {

  Optional<Template> find(String tenant, String name);

  List<String> names(String tenant);

  /** What the template's schema says of the parameters; fields begin with {@code parameters}. */
  List<Issue> check(Template template, Definition definition);
}
