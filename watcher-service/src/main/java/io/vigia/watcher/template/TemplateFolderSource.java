package io.vigia.watcher.template;

import io.vigia.kit.loop.Absence;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Templates of all tenants that lie in a folder: {@code *.yml}, {@code *.yaml}, {@code *.json}. */
@ApplicationScoped
class TemplateFolderSource {

  private static final int MOST = 500;

  private final Optional<Path> folder;
  private final Clock clock;
  private final Absence absence = new Absence();

  TemplateFolderSource(TemplatesConfig config, Clock clock) {
    this.folder = config.templatesDir();
    this.clock = clock;
  }

  /**
   * Looks again. A file that cannot be taken leaves in force what was read of it before; so does
   * one that is gone only now, and a folder that cannot be read.
   *
   * @param builtIn names that are taken
   */
  FolderTemplates look(FolderTemplates before, Predicate<String> builtIn) {
    if (folder.isEmpty()) {
      return FolderTemplates.NONE;
    }
    try {
      var files = new TreeMap<String, OwnTemplate>();
      texts(folder.get())
          .forEach((file, text) -> files.put(file, read(file, text, before.files().get(file))));
      var gone = new HashMap<>(before.files());
      gone.keySet().removeAll(files.keySet());
      gone.keySet().retainAll(absence.doubted(gone.keySet(), clock.instant()));
      var names = files.values().stream().map(OwnTemplate::name).collect(Collectors.toSet());
      gone.values().removeIf(renamed -> names.contains(renamed.name()));
      files.putAll(gone);
      return inForce(files, builtIn);
    } catch (IOException | DirectoryIteratorException e) {
      return new FolderTemplates(
          before.files(), before.templates(), List.of(folder.get() + " cannot be read: " + e));
    }
  }

  /** A text that cannot be read is none. */
  private static Map<String, Optional<String>> texts(Path folder) throws IOException {
    var texts = new TreeMap<String, Optional<String>>();
    try (var files = Files.newDirectoryStream(folder, "*.{yml,yaml,json}")) {
      for (Path file : files) {
        if (texts.size() == MOST) {
          throw new IOException("more than " + MOST + " files");
        }
        texts.put(file.getFileName().toString(), text(file));
      }
    }
    return texts;
  }

  private static Optional<String> text(Path file) {
    try {
      return Files.size(file) > OwnTemplate.LONGEST * 4L
          ? Optional.empty()
          : Optional.of(Files.readString(file));
    } catch (MalformedInputException e) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static FolderTemplates inForce(
      Map<String, OwnTemplate> files, Predicate<String> builtIn) {
    var templates = new LinkedHashMap<String, OwnTemplate>();
    var faults = new ArrayList<String>();
    files.forEach(
        (file, read) -> {
          if (read.fault() != null) {
            faults.add(read.fault());
          }
          if (read.template() == null) {
            return;
          }
          if (builtIn.test(read.name())) {
            faults.add(file + ": name: '" + read.name() + "' is built in; choose another");
          } else if (templates.putIfAbsent(read.name(), read) != null) {
            faults.add(file + ": name: '" + read.name() + "' stands in another file already");
          }
        });
    return new FolderTemplates(files, templates, faults);
  }

  private static OwnTemplate read(
      String file, Optional<String> text, @Nullable OwnTemplate before) {
    String now = text.orElse("");
    if (before != null && before.fault() == null && before.declaration().equals(now)) {
      return before;
    }
    try {
      if (text.isEmpty()) {
        throw new IllegalArgumentException(file + ": cannot be read, or is too long, or not UTF-8");
      }
      var template = OwnTemplate.read(file, now);
      return new OwnTemplate(template.card().name(), template, now, 0, null);
    } catch (IllegalArgumentException e) {
      String fault = Objects.requireNonNullElse(e.getMessage(), file + ": cannot be taken");
      return before == null
          ? new OwnTemplate(file, null, now, 0, fault)
          : new OwnTemplate(before.name(), before.template(), before.declaration(), 0, fault);
    }
  }
}
