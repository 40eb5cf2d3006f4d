package io.vigia.watcher.watch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.vigia.kit.problem.Problem;
import io.vigia.kit.problem.Refusal;
import io.vigia.kit.yaml.Durations;
import io.vigia.watcher.watch.Change.Wanted;
import io.vigia.watcher.watch.Written.Form;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.Executable;

/** Definitions for plain tests, read as the service reads them. */
final class Readings {

  static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new SimpleModule("times").addDeserializer(Duration.class, new Time()));
  static final DefinitionText TEXT = new DefinitionText(JSON);
  static final DefinitionMapper MAPPER = new DefinitionMapper(JSON);

  private static final class Time extends StdScalarDeserializer<Duration> {

    private static final long serialVersionUID = 1L;

    Time() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return Durations.parse(parser.getValueAsString(""));
    }
  }

  private Readings() {}

  static Written yaml(String text) {
    return MAPPER.read(Form.YAML, text.getBytes(StandardCharsets.UTF_8), 10);
  }

  static Written json(String text) {
    return MAPPER.read(Form.JSON, text.getBytes(StandardCharsets.UTF_8), 10);
  }

  static Problem problem(Executable action) {
    return Assertions.assertThrows(Refusal.class, action).problem();
  }

  static Definition definition(String name, int above) {
    return yaml("{name: %s, template: t, index: i, parameters: {above: %d}}".formatted(name, above))
        .definitions()
        .get(0);
  }

  static Wanted wanted(String name, int above, Origin origin) {
    return new Wanted(name, true, TEXT.written(definition(name, above)), origin);
  }

  static Present present(String name, int above, int version, Origin origin) {
    return new Present(
        UUID.nameUUIDFromBytes(List.of(name).toString().getBytes(StandardCharsets.UTF_8)),
        name,
        version,
        TEXT.written(definition(name, above)),
        origin);
  }
}
