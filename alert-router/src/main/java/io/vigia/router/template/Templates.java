package io.vigia.router.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Named templates: Alertmanager's own by their names, and those of the user's files over them. */
public final class Templates {

  private static final List<String> BUILT_IN =
      List.of("/templates/default.tmpl", "/templates/email.tmpl");

  private final Map<String, List<Node>> definitions;

  private Templates(Map<String, List<Node>> definitions) {
    this.definitions = definitions;
  }

  /** Those that Alertmanager brings. */
  public static Templates builtIn() {
    var templates = new Templates(Map.of());
    for (String name : BUILT_IN) {
      templates = templates.with(resource(name));
    }
    return templates;
  }

  private static String resource(String name) {
    try (InputStream in = Templates.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * These and the definitions of a file, which replace those of the same name.
   *
   * @throws TemplateFault naming the line
   */
  public Templates with(String file) {
    var all = new LinkedHashMap<>(definitions);
    Parser.parse(file).definitions().forEach((name, body) -> put(all, name, body));
    return new Templates(all);
  }

  public boolean has(String name) {
    return definitions.containsKey(name);
  }

  /**
   * @param data what {@code .} is
   * @throws TemplateFault when it fails
   */
  public String text(Template template, Object data, Instant now) {
    return run(template, data, now, false);
  }

  /** The same with values escaped for HTML. */
  public String html(Template template, Object data, Instant now) {
    return run(template, data, now, true);
  }

  private String run(Template template, Object data, Instant now, boolean isHtml) {
    Map<String, List<Node>> all = definitions;
    if (!template.definitions().isEmpty()) {
      var more = new LinkedHashMap<>(definitions);
      template.definitions().forEach((name, body) -> put(more, name, body));
      all = more;
    }
    return new Executor(all, now, isHtml).run(template.body(), data);
  }

  /** As in Go, an empty definition does not replace another. */
  static void put(Map<String, List<Node>> definitions, String name, List<Node> body) {
    boolean isEmpty =
        body.stream().allMatch(n -> n instanceof Node.Text text && text.text().isBlank());
    if (!isEmpty || !definitions.containsKey(name)) {
      definitions.put(name, body);
    }
  }
}
