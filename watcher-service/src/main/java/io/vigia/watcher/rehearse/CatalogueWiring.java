package io.vigia.watcher.rehearse;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.quarkus.arc.All;
import io.vigia.watcher.template.Template;
import io.vigia.watcher.watch.Definition;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The templates that there are. */
@ApplicationScoped
class CatalogueWiring implements Catalogue {

  private final List<Template> templates;
  private final JsonSchemaFactory schemas = JsonSchemaFactory.getInstance(VersionFlag.V202012);
  private final SchemaValidatorsConfig settings =
      SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();

  CatalogueWiring(@All List<Template> templates) {
    this.templates = templates;
  }

  @Override
  public Optional<Template> find(String tenant, String name) {
    return templates.stream().filter(t -> t.card().name().equals(name)).findFirst();
  }

  @Override
  public List<String> names(String tenant) {
    return templates.stream().map(t -> t.card().name()).sorted().toList();
  }

  @Override
  public List<Issue> check(Template template, Definition definition) {
    JsonSchema schema = schemas.getSchema(template.card().parameters(), settings);
    return schema.validate(definition.parameters()).stream()
        .map(
            m -> {
              String at = m.getInstanceLocation().toString().replace('/', '.');
              String property = m.getProperty() == null ? "" : "." + m.getProperty();
              return new Issue("parameters" + at + property, m.getMessage(), null);
            })
        .toList();
  }
}
