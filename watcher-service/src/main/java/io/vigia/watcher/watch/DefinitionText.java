package io.vigia.watcher.watch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import io.vigia.kit.yaml.Durations;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Definitions in the form that people read: fields in their usual order, {@code 5m} for five
 * minutes. The same definition always gives the same text.
 */
@ApplicationScoped
public class DefinitionText {

  private static final Set<String> ALWAYS = Set.of("name", "template", "index", "cron");

  private final ObjectMapper json;

  DefinitionText(ObjectMapper json) {
    this.json =
        json.copy()
            .registerModule(new SimpleModule("short-durations").addSerializer(new Short()))
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  }

  private static final class Short extends StdScalarSerializer<Duration> {

    private static final long serialVersionUID = 1L;

    Short() {
      super(Duration.class);
    }

    @Override
    public void serialize(Duration time, JsonGenerator to, SerializerProvider provider)
        throws IOException {
      to.writeString(Durations.text(time));
    }
  }

  /** With every field that it has. */
  ObjectNode whole(Definition definition) {
    return json.valueToTree(definition);
  }

  /** As it is kept. */
  String written(Definition definition) {
    return whole(definition).toString();
  }

  /** Without what is as it would be if it were left out. */
  ObjectNode brief(Definition definition) {
    ObjectNode brief = whole(definition);
    ObjectNode least = json.createObjectNode();
    ALWAYS.stream().filter(brief::has).forEach(field -> least.set(field, brief.get(field)));
    ObjectNode defaults = whole(bound(least));
    for (String field : List.copyOf(defaults.propertyStream().map(e -> e.getKey()).toList())) {
      if (!ALWAYS.contains(field) && defaults.get(field).equals(brief.get(field))) {
        brief.remove(field);
      }
    }
    return brief;
  }

  Definition withoutTenant(Definition definition) {
    if (definition.tenant() == null) {
      return definition;
    }
    ObjectNode tree = whole(definition);
    tree.remove("tenant");
    return bound(tree);
  }

  /** What was kept of it, perhaps by an older release, as it would be kept now. */
  String today(String written) {
    return written(bound(tree(written)));
  }

  Definition definition(String written) {
    return bound(tree(written));
  }

  JsonNode tree(String written) {
    try {
      return json.readTree(written);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was kept of a definition is broken", e);
    }
  }

  private Definition bound(JsonNode tree) {
    try {
      return json.treeToValue(tree, Definition.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was kept of a definition is broken", e);
    }
  }
}
