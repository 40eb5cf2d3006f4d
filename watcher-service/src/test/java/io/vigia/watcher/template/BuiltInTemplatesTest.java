package io.vigia.watcher.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every built-in template: its card, its example, and the query that the example makes. */
class BuiltInTemplatesTest {

  private static final Path QUERIES = Path.of("src/test/resources/template-queries");
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  static Stream<Template> templates() throws IOException {
    return BuiltInTemplates.source().all().values().stream()
        .map(BuiltInTemplateSource.BuiltIn::template);
  }

  @Test
  void shouldBeAllThatArePromised() throws IOException {
    assertEquals(
        Set.of(
            "avg_threshold",
            "min_threshold",
            "max_threshold",
            "sum_threshold",
            "count_threshold",
            "missing_data",
            "field_value_missing",
            "ratio_between_fields",
            "multi_field_values",
            "unique_terms_missing",
            "percentile_threshold",
            "cardinality_threshold",
            "spike",
            "new_term",
            "frequency",
            "freshness",
            "query"),
        templates().map(t -> t.card().name()).collect(Collectors.toSet()));
  }

  @Test
  void shouldBeFoundInAJarToo(@TempDir Path folder) throws IOException {
    Path jar = folder.resolve("service.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        var in = getClass().getResourceAsStream("/watcher-templates/avg_threshold.yml")) {
      out.putNextEntry(new JarEntry("watcher-templates/"));
      out.putNextEntry(new JarEntry("watcher-templates/avg_threshold.yml"));
      in.transferTo(out);
    }
    var before = Thread.currentThread().getContextClassLoader();
    try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      Thread.currentThread().setContextClassLoader(loader);
      assertEquals(Set.of("avg_threshold"), new BuiltInTemplateSource(List.of()).all().keySet());
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @ParameterizedTest
  @MethodSource("templates")
  void shouldHaveACardThatHelps(Template template) {
    Card card = template.card();
    assertEquals(Set.of("en", "es"), card.help().keySet());
    assertEquals(Optional.empty(), ParameterCheck.faultOfSchema(card.parameters()));
    assertEquals(
        List.of(),
        BuiltInTemplates.store().faults(template, card.example(), Duration.ofMinutes(5)));
    for (var property : card.parameters().path("properties").properties()) {
      assertFalse(property.getValue().path("description").asText().isEmpty(), property.getKey());
      assertTrue(
          property.getValue().has("type") || property.getValue().has("enum"), property.getKey());
    }
  }

  /** With {@code -Dtemplate-queries=write} it writes them anew, for a person to look at. */
  @ParameterizedTest
  @MethodSource("templates")
  void shouldAskWhatIsWrittenDown(Template template) throws IOException {
    String asked = JSON.writeValueAsString(ExampleQuery.bodies(template)) + "\n";
    Path file = QUERIES.resolve(template.card().name() + ".json");
    if ("write".equals(System.getProperty("template-queries"))) {
      Files.writeString(file, asked);
    }
    assertEquals(Files.readString(file), asked);
  }
}
