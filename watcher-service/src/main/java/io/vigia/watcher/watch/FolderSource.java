package io.vigia.watcher.watch;

import io.vigia.kit.problem.Refusal;
import io.vigia.watcher.watch.FolderFile.Complaint;
import io.vigia.watcher.watch.Written.Form;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of the watched folder. */
@ApplicationScoped
class FolderSource {

  private static final int MAX_FILES = 10_000;
  private static final long MAX_BYTES = 10 << 20;

  private final Intake intake;

  FolderSource(Intake intake) {
    this.intake = intake;
  }

  /**
   * What stands in each file, by its name, as a hash.
   *
   * @throws IOException when there is no folder to read: then nothing is known, and nothing is gone
   */
  Map<String, String> hashes(Path folder) throws IOException {
    var found = new TreeMap<String, String>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(FolderSource::counts).limit(MAX_FILES + 1L).toList()) {
        found.put(String.valueOf(file.getFileName()), hash(file));
      }
    }
    if (found.size() > MAX_FILES) {
      throw new IOException("more than " + MAX_FILES + " files");
    }
    return found;
  }

  List<FolderFile> read(Path folder, Iterable<String> names) {
    var found = new ArrayList<FolderFile>();
    names.forEach(name -> found.add(read(folder, name)));
    return List.copyOf(found);
  }

  private FolderFile read(Path folder, String name) {
    Form form = name.endsWith(".json") ? Form.JSON : Form.YAML;
    try {
      Path file = folder.resolve(name);
      if (Files.size(file) > MAX_BYTES) {
        return broken(name, Complaint.of("at most " + MAX_BYTES + " bytes are read"));
      }
      return new FolderFile(
          name, intake.file(form, Files.readAllBytes(file), Origin.file(name)), null);
    } catch (Refusal refusal) {
      return broken(name, Complaint.of(refusal.problem()));
    } catch (IOException e) {
      return broken(name, Complaint.of("it cannot be read: " + e.getClass().getSimpleName()));
    }
  }

  private static FolderFile broken(String name, Complaint why) {
    return new FolderFile(name, Map.of(), why);
  }

  private static boolean counts(Path file) {
    String name = String.valueOf(file.getFileName());
    return !name.startsWith(".")
        && (name.endsWith(".yml") || name.endsWith(".yaml") || name.endsWith(".json"))
        && Files.isRegularFile(file);
  }

  private static String hash(Path file) {
    try {
      return Files.size(file) > MAX_BYTES
          ? "too large"
          : HexFormat.of()
              .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (IOException e) {
      return "unreadable";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
