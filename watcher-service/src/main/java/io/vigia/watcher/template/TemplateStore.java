package io.vigia.watcher.template;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All templates, in memory. */
@ApplicationScoped
public class TemplateStore {

  private final Map<String, Template> builtIn;

  TemplateStore(@All List<Template> beans) {
    this.builtIn =
        beans.stream().collect(Collectors.toMap(t -> t.card().name(), Function.identity()));
  }

  /** The template of that name as the tenant sees it. */
  public Optional<Template> find(String tenant, String name) {
    return Optional.ofNullable(builtIn.get(name));
  }
}
