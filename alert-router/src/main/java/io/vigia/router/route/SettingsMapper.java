package io.vigia.router.route;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.vigia.router.template.Template;
import io.vigia.router.template.Templates;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import java.util.function.Function;

/** Reads settings of receivers, in which templates and files may stand. */
final class SettingsMapper {

  private SettingsMapper() {}

  /**
   * @param templates that there are: a field that calls another is refused
   * @param folder of the routing file; files are relative to it
   */
  static ObjectMapper of(ObjectMapper json, Templates templates, Path folder) {
    var module = new SimpleModule("receivers");
    module.addDeserializer(
        Template.class, new Text<>(Template.class, text -> template(text, templates)));
    module.addDeserializer(Path.class, new Text<>(Path.class, folder::resolve));
    return json.copy().registerModule(module);
  }

  private static Template template(String text, Templates templates) {
    Template template = Template.of(text);
    for (String called : template.calls()) {
      if (!templates.has(called)) {
        throw new IllegalArgumentException("there is no template '" + called + "'");
      }
    }
    return template;
  }

  private static final class Text<T> extends StdScalarDeserializer<T> {

    @Serial private static final long serialVersionUID = 1L;

    private final transient Function<String, T> read;

    Text(Class<T> type, Function<String, T> read) {
      super(type);
      this.read = read;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      if (!parser.currentToken().isScalarValue()) {
        return type(context.handleUnexpectedToken(handledType(), parser));
      }
      try {
        return read.apply(parser.getText());
      } catch (IllegalArgumentException e) {
        throw new ReadableFault(parser, String.valueOf(e.getMessage()));
      }
    }

    @SuppressWarnings("unchecked")
    private T type(Object value) {
      return (T) value;
    }
  }

  /** A fault whose own words reach the user. */
  private static final class ReadableFault
      extends com.fasterxml.jackson.databind.JsonMappingException {

    @Serial private static final long serialVersionUID = 1L;

    ReadableFault(JsonParser parser, String message) {
      super(parser, message);
    }
  }
}
