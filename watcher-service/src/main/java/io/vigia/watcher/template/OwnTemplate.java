package io.vigia.watcher.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigia.kit.yaml.YamlFault;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A template that did not come with the suite.
 *
 * @param template none when it cannot be read, and never could
 * @param declaration the text of it that is in force, or at fault
 * @param version grows with every change
 * @param fault why the latest text of it cannot be taken
 */
record OwnTemplate(
    String name,
    @Nullable DeclaredTemplate template,
    String declaration,
    long version,
    @Nullable String fault) {

  /** Characters of its text. */
  static final int LONGEST = 65_536;

  /** Where a template comes from. */
  enum Origin {
    BUILT_IN,
    TENANT,
    FOLDER;

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Reads the text of one and holds its example against it.
   *
   * @param file its name, for messages
   * @throws IllegalArgumentException saying what is wrong and where
   */
  static DeclaredTemplate read(String file, String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(file + ": at most " + LONGEST + " characters");
    }
    try {
      DeclaredTemplate read = Declaration.read(file, text);
      fault(read)
          .ifPresent(
              fault -> {
                throw new IllegalArgumentException(file + ": " + fault);
              });
      return read;
    } catch (YamlFault e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static Optional<String> fault(DeclaredTemplate read) {
    JsonNode example = read.card().example();
    return ParameterCheck.faultOfSchema(read.card().parameters())
        .or(
            () ->
                ParameterCheck.faults(read.card(), example).stream()
                    .findFirst()
                    .map(OwnTemplate::ofExample))
        .or(
            () ->
                TemplateStore.faultsOfAsking(read, example).stream()
                    .findFirst()
                    .map(OwnTemplate::ofExample));
  }

  private static String ofExample(Fault fault) {
    return "example%s: %s"
        .formatted(fault.field().substring("parameters".length()), fault.detail());
  }
}
