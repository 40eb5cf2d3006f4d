package io.vigia.watcher.elastalert;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.vigia.kit.yaml.Durations;
import io.vigia.watcher.elastalert.Report.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The importer without a server, and the rules of the tests. */
final class Elastalert {

  static final ObjectMapper JSON = json();

  static final List<RuleType> TYPES =
      List.of(
          new AnyType(),
          new BlacklistType(),
          new CardinalityType(),
          new ChangeType(),
          new FlatlineType(),
          new FrequencyType(),
          new MetricAggregationType(),
          new NewTermType(),
          new PercentageMatchType(),
          new SpikeAggregationType(),
          new SpikeType(),
          new WhitelistType());

  private Elastalert() {}

  static Imported read(Map<String, String> files, Map<String, String> clusters) {
    var refused = new ArrayList<Refused>();
    var documents = new ArrayList<RuleFile.Document>();
    files.forEach((name, text) -> documents.addAll(RuleFile.read(name, text, refused::add)));
    return new Importer(TYPES, List.of(new HttpPost(), new Receivers()), JSON)
        .read(documents, clusters, refused, definition -> {});
  }

  static Imported read(String text) {
    return read(Map.of("rule.yaml", text), Map.of());
  }

  static String resource(String name) {
    try (InputStream in = Elastalert.class.getResourceAsStream("/elastalert/" + name)) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static ObjectMapper json() {
    var durations =
        new FromStringDeserializer<Duration>(Duration.class) {
          private static final long serialVersionUID = 1L;

          @Override
          protected Duration _deserialize(
              String text, com.fasterxml.jackson.databind.DeserializationContext context) {
            return Durations.parse(text);
          }
        };
    var json = new ObjectMapper();
    json.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    json.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    json.registerModule(new SimpleModule("durations").addDeserializer(Duration.class, durations));
    return json;
  }
}
