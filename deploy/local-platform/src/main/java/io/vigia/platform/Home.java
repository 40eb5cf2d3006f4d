package io.vigia.platform;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder that holds a platform's data, locked for as long as this JVM lives. */
final class Home {

  /** Holds the process id of the platform that has the folder, from its start to its end. */
  static final String PID = "platform.pid";

  private static final String LOCK = "platform.lock";
  private static final Duration PREDECESSOR_ENDS_WITHIN = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final long LEAST_FREE_BYTES = 512L * 1024 * 1024;
  private static final int DELETE_ATTEMPTS = 5;
  private static final int PASSWORD_BYTES = 24;

  private final Path folder;

  private final FileLock lock;

  private Home(Path folder, FileLock lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Takes the folder over: locks it, ends a PostgreSQL that a killed platform left there, and for
   * throw-away data deletes what was there.
   */
  static Home open(Path folder, Mode mode) throws IOException, InterruptedException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    Home home = new Home(folder, lock(folder, mode));
    Files.deleteIfExists(folder.resolve(Endpoints.FILE));
    if (PostgresEngine.stopOrphan(home.data(PostgresEngine.DATA))) {
      System.out.println("stopped the PostgreSQL that a killed platform had left behind");
    }
    if (mode == Mode.DISPOSABLE) {
      for (String data : new String[] {"kafka", PostgresEngine.DATA, "opensearch"}) {
        Folder.delete(home.data(data));
      }
    }
    Files.writeString(home.pidFile(), ProcessHandle.current().pid() + "\n");
    requireSpace(folder);
    return home;
  }

  Path data(String engine) {
    return folder.resolve(engine);
  }

  /** PostgreSQL's password, made once for each home. */
  String password() throws IOException {
    Path file = folder.resolve("postgres.password");
    if (!Files.exists(file)) {
      byte[] random = new byte[PASSWORD_BYTES];
      new SecureRandom().nextBytes(random);
      PrivateFile.write(file, HexFormat.of().formatHex(random) + "\n");
    }
    return Files.readString(file).strip();
  }

  void publish(Endpoints endpoints) throws IOException {
    endpoints.write(folder);
  }

  /** From here on nobody finds this platform any more. */
  void withdraw() throws IOException {
    Files.deleteIfExists(folder.resolve(Endpoints.FILE));
    Files.deleteIfExists(pidFile());
  }

  /** False once somebody has deleted the home of a running platform, as {@code mvn clean} may. */
  boolean exists() {
    return Files.exists(pidFile());
  }

  /** Deletes all but the lock's file, while engines may still be writing. */
  void empty() throws IOException {
    for (int attempt = 1; ; attempt++) {
      try (Stream<Path> all = Files.list(folder)) {
        for (Path path : all.filter(path -> !path.endsWith(LOCK)).toList()) {
          Folder.delete(path);
        }
        return;
      } catch (NoSuchFileException deletedByOthers) {
        return;
      } catch (IOException stillWritten) {
        if (attempt == DELETE_ATTEMPTS) {
          throw stillWritten;
        }
      }
    }
  }

  /**
   * Lets the next platform in already now: this JVM may take some seconds more to leave its
   * archive.
   */
  void release() throws IOException {
    lock.release();
  }

  private Path pidFile() {
    return folder.resolve(PID);
  }

  /** A disposable platform waits for the one before it, which may be deleting its data just now. */
  private static FileLock lock(Path folder, Mode mode) throws IOException, InterruptedException {
    FileChannel file = FileChannel.open(folder.resolve(LOCK), CREATE, WRITE);
    Instant deadline =
        mode == Mode.DISPOSABLE ? Instant.now().plus(PREDECESSOR_ENDS_WITHIN) : Instant.now();
    @Nullable FileLock lock = file.tryLock();
    while (lock == null && Instant.now().isBefore(deadline)) {
      Thread.sleep(POLL.toMillis());
      lock = file.tryLock();
    }
    if (lock == null) {
      Path pid = folder.resolve(PID);
      throw new PlatformFailure(
          "another platform%s already uses %s: end it first, or set VIGIA_HOME to use another folder"
              .formatted(
                  Files.exists(pid) ? " (pid " + Files.readString(pid).strip() + ")" : "", folder));
    }
    return lock;
  }

  private static void requireSpace(Path folder) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < LEAST_FREE_BYTES) {
      throw new PlatformFailure(
          "%s has %d MB of free disk space and the platform wants %d MB: make room or set VIGIA_HOME to use another disk"
              .formatted(folder, free >> 20, LEAST_FREE_BYTES >> 20));
    }
  }
}
