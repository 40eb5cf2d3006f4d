package io.vigia.launcher.suite;

import io.vigia.launcher.home.Installation;
import io.vigia.launcher.home.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A service's class-data sharing: the first process of a build writes its loaded and verified
 * classes to a file as it ends, and those after it map that file and start in half the time.
 *
 * <p>The file's name stands for the JVM and the jars, since the JVM takes no archive of others.
 *
 * @param file beside the service's jars
 * @param unfinished what a process of this home writes; it counts when that process ended well
 */
record ClassArchive(Path file, Path unfinished) {

  private static final String SUFFIX = ".jsa";

  static ClassArchive of(Installation installation, Service service, List<Path> jars)
      throws IOException {
    int hash = Objects.hash(System.getProperty("java.vm.version"), System.getProperty("java.home"));
    for (Path jar : jars) {
      hash =
          Objects.hash(
              hash, jar.toString(), Files.size(jar), Files.getLastModifiedTime(jar).toMillis());
    }
    Path folder = installation.application(service).resolveSibling("class-archive");
    String name = "%08x".formatted(hash);
    int home = installation.home().hashCode();
    return new ClassArchive(
        folder.resolve(name + SUFFIX), folder.resolve("%s-%08x.unfinished".formatted(name, home)));
  }

  boolean exists() {
    return Files.exists(file);
  }

  /** The JVM flags that use the archive, or make one. None where it cannot be written. */
  List<String> flags() {
    if (exists()) {
      return List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + file);
    }
    try {
      Path folder = file.resolveSibling("");
      Files.createDirectories(folder);
      removeOutdated(folder);
      discard();
      return List.of("-XX:ArchiveClassesAtExit=" + unfinished);
    } catch (IOException readOnly) {
      return List.of();
    }
  }

  /** Takes over what an ended process has written, if it has. */
  void adopt() throws IOException {
    if (Files.exists(unfinished)) {
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** What a killed process may have left half written. */
  void discard() throws IOException {
    Files.deleteIfExists(unfinished);
  }

  private void removeOutdated(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      String name = file.getFileName().toString().replace(SUFFIX, "");
      for (Path other : files.toList()) {
        if (!other.getFileName().toString().startsWith(name)) {
          Files.deleteIfExists(other);
        }
      }
    }
  }
}
