package io.vigia.remediation.execution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A text file that becomes {@code name.1} when it is large; a few of those are kept. */
record RotatedFile(Path file, long maxBytes, int backups) {

  void append(String lines) throws IOException {
    Files.createDirectories(file.getParent());
    if (Files.exists(file) && Files.size(file) >= maxBytes) {
      rotate();
    }
    Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void rotate() throws IOException {
    for (int n = backups; n > 0; n--) {
      Path newer = numbered(n - 1);
      if (Files.exists(newer)) {
        Files.move(newer, numbered(n), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private Path numbered(int n) {
    return n == 0 ? file : file.resolveSibling(file.getFileName() + "." + n);
  }
}
