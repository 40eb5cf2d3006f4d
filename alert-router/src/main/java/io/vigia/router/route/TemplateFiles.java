package io.vigia.router.route;

import io.vigia.kit.yaml.YamlNode;
import io.vigia.router.template.TemplateFault;
import io.vigia.router.template.Templates;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the files that {@code templates} names, with {@code *}, {@code ?} and {@code [a-z]}. */
final class TemplateFiles {

  private static final int MOST = 500;
  private static final int LONGEST = 1_000_000;

  private TemplateFiles() {}

  /**
   * @param folder of the routing file; paths are relative to it
   * @param staysWithin whether files outside of the folder are refused
   */
  static Templates read(@Nullable YamlNode list, Path folder, boolean staysWithin) {
    Templates templates = Templates.builtIn();
    if (list == null) {
      return templates;
    }
    for (YamlNode pattern : list.items()) {
      if (staysWithin && !isWithin(folder, pattern)) {
        throw pattern.fault("a rehearsal reads templates of the folder " + folder + " only");
      }
      for (Path file : found(pattern, folder)) {
        templates = with(templates, file, pattern);
      }
    }
    return templates;
  }

  private static boolean isWithin(Path folder, YamlNode pattern) {
    Path own = folder.normalize();
    Path wanted = pattern.checked(Path::of);
    return own.resolve(wanted).normalize().startsWith(own);
  }

  private static Templates with(Templates templates, Path file, YamlNode pattern) {
    try {
      if (Files.size(file) > LONGEST) {
        throw pattern.fault(file + " is larger than " + LONGEST + " bytes");
      }
      return templates.with(Files.readString(file));
    } catch (IOException e) {
      throw pattern.fault(file + " cannot be read: " + e.getClass().getSimpleName());
    } catch (TemplateFault e) {
      throw pattern.fault(file + " line " + e.line() + ": " + e.detail());
    }
  }

  private static List<Path> found(YamlNode pattern, Path folder) {
    Path whole = folder.resolve(pattern.text());
    Path root = whole.getRoot();
    List<Path> found = List.of(root == null ? Path.of("") : root);
    try {
      for (Path part : whole) {
        found = below(found, part.toString());
        if (found.size() > MOST) {
          throw pattern.fault("more than " + MOST + " files and folders match");
        }
      }
    } catch (IOException | RuntimeException e) {
      if (e instanceof io.vigia.kit.yaml.YamlFault fault) {
        throw fault;
      }
      throw pattern.fault("cannot be looked for: " + e.getMessage());
    }
    return found.stream().filter(Files::isRegularFile).toList();
  }

  private static List<Path> below(List<Path> folders, String part) throws IOException {
    var found = new ArrayList<Path>();
    for (Path folder : folders) {
      if (part.chars().noneMatch(c -> "*?[\\".indexOf(c) >= 0)) {
        Path child = folder.resolve(part);
        if (Files.exists(child)) {
          found.add(child);
        }
      } else if (Files.isDirectory(folder.toString().isEmpty() ? Path.of(".") : folder)) {
        String glob = part.replace("**", "*").replace("{", "\\{").replace("}", "\\}");
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder, glob)) {
          var sorted = new ArrayList<Path>();
          children.forEach(sorted::add);
          sorted.sort(null);
          found.addAll(sorted);
        }
      }
    }
    return found;
  }
}
