package io.vigia.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Deletes folders whose owner may still be writing its last files. */
final class Folder {

  private Folder() {}

  /** Deletes the folder and all in it; what vanishes meanwhile is none the worse. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof NoSuchFileException) {
        delete(folder);
        return;
      }
      throw e;
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }
}
