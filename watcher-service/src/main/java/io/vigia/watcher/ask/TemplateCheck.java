package io.vigia.watcher.ask;

import io.vigia.watcher.template.Template;
import io.vigia.watcher.template.TemplateStore;
import io.vigia.watcher.watch.Definition;
import io.vigia.watcher.watch.DefinitionCheck;
import jakarta.enterprise.context.ApplicationScoped;

/** The template is there and takes the parameters. */
@ApplicationScoped
class TemplateCheck implements DefinitionCheck {

  private final TemplateStore templates;

  TemplateCheck(TemplateStore templates) {
    this.templates = templates;
  }

  @Override
  public void check(String tenant, Definition definition) {
    Template template = templates.require(tenant, definition.template());
    templates.check(template, definition.parameters(), definition.window());
  }
}
