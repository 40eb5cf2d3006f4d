package io.vigia.platform;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The JVM's class-data sharing: the first platform writes its loaded and verified classes to a file
 * when it ends, and the next ones map that file and start in half the time.
 *
 * <p>The file's name stands for the JVM and the jars, since the JVM takes no archive of others.
 */
final class ClassArchive {

  private static final String SUFFIX = ".jsa";

  /** The system property that names the file that a platform is to leave behind. */
  private static final String WANTED = "vigia.class-archive";

  private ClassArchive() {}

  /** The JVM flags that use the archive of these jars, or that let {@link #write} make one. */
  static List<String> flags(Path libDir) throws IOException {
    Path platform = libDir.toAbsolutePath().normalize().resolve("..").normalize();
    Path folder = platform.resolve("class-archive");
    Path archive = folder.resolve(fingerprint(libDir) + SUFFIX);
    if (Files.exists(archive)) {
      return List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + archive);
    }
    if (!Files.isWritable(platform)) {
      return List.of("-Xshare:auto");
    }
    Files.createDirectories(folder);
    try (Stream<Path> outdated = Files.list(folder)) {
      for (Path file : outdated.filter(file -> !file.equals(archive)).toList()) {
        Files.deleteIfExists(file);
      }
    }
    return List.of("-Xshare:auto", "-XX:+RecordDynamicDumpInfo", "-D" + WANTED + "=" + archive);
  }

  /**
   * Writes the archive if the flags of this JVM asked for it. Takes some seconds in which nothing
   * else runs, so it is for the end of a platform that had been ready.
   */
  static void write() throws IOException {
    String archive = System.getProperty(WANTED);
    if (archive == null) {
      return;
    }
    try {
      ManagementFactory.getPlatformMBeanServer()
          .invoke(
              new ObjectName("com.sun.management:type=DiagnosticCommand"),
              "vmCds",
              new Object[] {new String[] {"dynamic_dump", archive}},
              new String[] {String[].class.getName()});
    } catch (JMException e) {
      throw new IOException("no class archive, so the next start is slower", e);
    }
  }

  private static String fingerprint(Path libDir) throws IOException {
    int hash = Objects.hash(System.getProperty("java.vm.version"), System.getProperty("java.home"));
    try (Stream<Path> jars = Files.list(libDir)) {
      for (Path jar : jars.sorted().toList()) {
        hash =
            Objects.hash(
                hash,
                jar.getFileName().toString(),
                Files.size(jar),
                Files.getLastModifiedTime(jar).toMillis());
      }
    }
    return "%08x".formatted(hash);
  }
}
