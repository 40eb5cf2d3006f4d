package io.vigia.platform;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's programs, unpacked from the artifact on the class path.
 *
 * <p>They are unpacked beside their final place and moved there whole: a folder under the final
 * name is complete, whatever was killed before. The folder's name holds the archive's size, so that
 * another version is unpacked anew.
 */
final class PostgresBinaries {

  private static final int OWNER_EXECUTE = 0100;

  private PostgresBinaries() {}

  /** Returns the folder with {@code bin/}, {@code lib/} and {@code share/}. */
  static Path in(Path folder) throws IOException {
    String name = archive();
    URL archive = PostgresBinaries.class.getResource("/" + name);
    if (archive == null) {
      throw new PlatformFailure("there are no PostgreSQL programs for this machine: no " + name);
    }
    Files.createDirectories(folder);
    try (FileChannel lock = FileChannel.open(folder.resolve("lock"), CREATE, WRITE);
        FileLock held = lock.lock()) {
      Path complete = folder.resolve(name + "-" + archive.openConnection().getContentLengthLong());
      if (held.isValid() && !Files.isDirectory(complete)) {
        Path unfinished = folder.resolve("unfinished");
        Folder.delete(unfinished);
        unpack(archive, unfinished);
        Files.move(unfinished, complete, StandardCopyOption.ATOMIC_MOVE);
      }
      return complete;
    }
  }

  private static String archive() {
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    boolean arm = machine.equals("aarch64") || machine.equals("arm64");
    return "postgres-linux-%s.txz".formatted(arm ? "arm_64" : "x86_64");
  }

  private static void unpack(URL archive, Path target) throws IOException {
    try (InputStream packed = new BufferedInputStream(archive.openStream());
        var tar = new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        write(entry, tar, target.resolve(entry.getName()).normalize());
      }
    }
  }

  private static void write(TarArchiveEntry entry, InputStream content, Path file)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
    } else if (entry.isFile()) {
      Files.copy(content, file);
      boolean program = (entry.getMode() & OWNER_EXECUTE) != 0;
      Files.setPosixFilePermissions(
          file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }
}
