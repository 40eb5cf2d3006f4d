package io.vigia.kit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.quarkus.jackson.ObjectMapperCustomizer;
import io.vigia.kit.yaml.Durations;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/**
 * One strict reading of JSON: no unknown fields (contract records excepted), no doubled ones,
 * nothing after the end, no depth that only an attacker needs.
 */
@Singleton
class StrictJsonWiring implements ObjectMapperCustomizer {

  private static final int MAX_DEPTH = 50;

  /** Last, so that its reading of durations wins over the Java time module's. */
  @Override
  public int priority() {
    return MINIMUM_PRIORITY;
  }

  @Override
  public void customize(ObjectMapper mapper) {
    mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    mapper.enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    mapper.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    mapper.registerModule(
        new SimpleModule("durations").addDeserializer(Duration.class, new DurationReader()));
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build());
  }

  /** {@code PT30S} as in events, {@code 30s} as people write it. */
  private static final class DurationReader extends StdScalarDeserializer<Duration> {

    private static final long serialVersionUID = 1L;

    DurationReader() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String text = parser.getValueAsString("");
      try {
        return text.startsWith("P") ? Duration.parse(text) : Durations.parse(text);
      } catch (IllegalArgumentException | DateTimeParseException e) {
        throw InvalidFormatException.from(parser, e.getMessage(), text, Duration.class);
      }
    }
  }
}
