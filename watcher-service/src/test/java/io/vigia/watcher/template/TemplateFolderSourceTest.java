package io.vigia.watcher.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateFolderSourceTest {

  private static final String LOUD =
      """
      name: loud
      help: {en: Fires at more than so many documents.}
      parameters: {properties: {above: {type: number}}, required: [above]}
      example: {above: 1}
      breach: {above: "{{above}}"}
      summary: "{{value}} documents"
      """;

  private Instant now = Instant.parse("2026-11-21T12:00:00Z");
  private FolderTemplates seen = FolderTemplates.NONE;

  @TempDir Path folder;

  @Test
  void shouldBelieveOnlyAfterAWhileThatAFileIsGone() throws IOException {
    var source = source();
    Path file = Files.writeString(folder.resolve("loud.yml"), LOUD);
    assertEquals(Set.of("loud"), look(source));

    Files.delete(file);
    assertEquals(Set.of("loud"), look(source), "an editor may be replacing it");
    now = now.plusSeconds(8);
    assertEquals(Set.of("loud"), look(source));
    Files.writeString(file, LOUD);
    assertEquals(Set.of("loud"), look(source));

    Files.delete(file);
    now = now.plusSeconds(8);
    assertEquals(Set.of("loud"), look(source), "the time begins anew");
    now = now.plusSeconds(9);
    assertEquals(Set.of(), look(source));
  }

  @Test
  void shouldKeepWhatWasThereWhileAFileIsHalfWritten() throws IOException {
    var source = source();
    Path file = Files.writeString(folder.resolve("loud.yml"), LOUD);
    look(source);
    for (String part : new String[] {"", LOUD.substring(0, 90)}) {
      Files.writeString(file, part);
      now = now.plusSeconds(60);
      assertEquals(Set.of("loud"), look(source));
      assertTrue(seen.faults().get(0).startsWith("loud.yml"), seen.faults().toString());
    }
  }

  private Set<String> look(TemplateFolderSource source) {
    seen = source.look(seen, name -> false);
    return seen.templates().keySet();
  }

  private TemplateFolderSource source() {
    InstantSource time = () -> now;
    return new TemplateFolderSource(() -> Optional.of(folder), time.withZone(ZoneOffset.UTC));
  }
}
