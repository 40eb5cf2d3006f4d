package io.vigia.watcher.template;

import io.quarkus.arc.All;
import io.quarkus.runtime.util.ClassPathUtils;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The templates that come with the suite: the beans, and the files in {@code watcher-templates/}.
 */
@ApplicationScoped
class BuiltInTemplateSource {

  private static final String FOLDER = "watcher-templates";

  private final List<Template> beans;

  BuiltInTemplateSource(@All List<Template> beans) {
    this.beans = beans;
  }

  /**
   * @param declaration the text of the file; empty for a bean
   */
  record BuiltIn(Template template, String declaration) {}

  /** By their names. */
  Map<String, BuiltIn> all() throws IOException {
    var all = new TreeMap<String, BuiltIn>();
    beans.forEach(bean -> add(all, new BuiltIn(bean, "")));
    ClassPathUtils.consumeAsPaths(FOLDER, folder -> declared(folder, all));
    return all;
  }

  private static void declared(Path folder, Map<String, BuiltIn> all) {
    try (var files = Files.newDirectoryStream(folder, "*.yml")) {
      for (Path file : files) {
        String text = Files.readString(file);
        add(all, new BuiltIn(Declaration.read(file.getFileName().toString(), text), text));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(Map<String, BuiltIn> all, BuiltIn one) {
    String name = one.template().card().name();
    if (all.put(name, one) != null) {
      throw new IllegalStateException("there are two templates " + name);
    }
  }
}
