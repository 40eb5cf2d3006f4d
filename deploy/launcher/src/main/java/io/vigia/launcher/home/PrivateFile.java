package io.vigia.launcher.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and folders that their owner alone may read; files are never seen half written. */
public final class PrivateFile {

  private PrivateFile() {}

  public static void write(Path file, String text) throws IOException {
    Path folder = folderOf(file);
    Path unfinished =
        Files.createTempFile(
            folder,
            "." + file.getFileName(),
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(unfinished, text);
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** Makes the folder of a file unless it is there. */
  public static Path folderOf(Path file) throws IOException {
    Path folder = file.toAbsolutePath().resolveSibling("").normalize();
    folder(folder);
    return folder;
  }

  /** Makes the folder unless it is there; what is there keeps its permissions. */
  public static void folder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }
}
