package io.vigia.watcher.watch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.vigia.kit.problem.JsonFault;
import io.vigia.kit.problem.Refusal;
import io.vigia.kit.yaml.YamlFault;
import io.vigia.kit.yaml.YamlNode;
import io.vigia.watcher.watch.Written.Form;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads definitions that people wrote: one, a list of them, or several YAML documents. Whatever is
 * wrong is refused with the field at fault and its line.
 */
@ApplicationScoped
public class DefinitionMapper {

  private static final String ALONE = "one definition or a list of them is expected";

  private final ObjectMapper json;
  private final ObjectReader reader;

  DefinitionMapper(ObjectMapper json) {
    this.json = json;
    this.reader =
        json.readerFor(Definition.class)
            .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS); // of a list
  }

  /**
   * @param most definitions at once
   * @throws Refusal naming field and line
   */
  Written read(Form form, byte[] body, int most) {
    String text = text(body);
    return form == Form.YAML ? yaml(text, most) : json(text, most);
  }

  private Written yaml(String text, int most) {
    var found = new ArrayList<Definition>();
    var documents = new ArrayList<Boolean>();
    try {
      YamlNode.each(
          "text",
          text,
          document -> {
            documents.add(document.isList());
            for (YamlNode one : document.isList() ? document.items() : List.of(document)) {
              add(found, one.bind(json, Definition.class), most);
            }
          });
    } catch (YamlFault e) {
      boolean several = documents.size() > 1 || documents.contains(true);
      String field = e.field() == null ? "" : e.field();
      String path = new Written(found, several, Form.YAML, "").path(found.size(), field);
      throw Refusal.invalid(path.isEmpty() ? null : path, e.line(), e.detail());
    }
    return new Written(found, documents.size() > 1 || documents.get(0), Form.YAML, text);
  }

  private Written json(String text, int most) {
    var found = new ArrayList<Definition>();
    boolean list = false;
    try (JsonParser parser = json.createParser(text)) {
      JsonToken first = parser.nextToken();
      list = first == JsonToken.START_ARRAY;
      if (list) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          add(found, reader.readValue(parser), most);
        }
      } else if (first != null) {
        add(found, reader.readValue(parser), most);
      }
      if (first == null || parser.nextToken() != null) {
        throw Refusal.invalid(null, parser.currentLocation().getLineNr(), ALONE);
      }
    } catch (JsonProcessingException e) {
      var problem = JsonFault.explain(e);
      String field = problem.field() == null ? "" : problem.field();
      var written = new Written(found, list, Form.JSON, text);
      String path = written.path(found.size(), field);
      Integer line = field.isEmpty() ? null : line(written, found.size(), field);
      throw Refusal.invalid(
          path.isEmpty() ? null : path, line == null ? problem.line() : line, problem.detail());
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory can be read", e);
    }
    return new Written(found, list, Form.JSON, text);
  }

  private static void add(List<Definition> found, @Nullable Definition next, int most) {
    if (next == null) {
      throw Refusal.invalid("[" + found.size() + "]", "a definition is expected, not null");
    }
    if (found.size() == most) {
      throw Refusal.invalid(null, null, "at most " + most + " definitions at once");
    }
    found.add(next);
  }

  /** The line of a field; null when it cannot be told. JSON is as good as YAML for that. */
  static @Nullable Integer line(Written written, int definition, String field) {
    var lines = new ArrayList<Integer>();
    try {
      YamlNode.each(
          "text",
          written.text(),
          document -> {
            for (YamlNode one : document.isList() ? document.items() : List.of(document)) {
              lines.add(lines.size() == definition ? one.line(field) : 0);
            }
          });
    } catch (YamlFault e) {
      return null;
    }
    return definition < lines.size() ? lines.get(definition) : null;
  }

  private static String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw Refusal.invalid(null, null, "UTF-8 is expected");
    }
  }
}
