package io.vigia.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that cannot be mistaken for a later one with the same number.
 *
 * @param started when it began, in a form that no change of the clock alters
 */
public record ProcessIdentity(long pid, String started) {

  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final int STATE = 0;
  private static final int START_TICKS = 19;

  /** The living process of that number. */
  public static Optional<ProcessIdentity> of(long pid) {
    Path stat = Path.of("/proc", String.valueOf(pid), "stat");
    if (!Files.isDirectory(Path.of("/proc/self"))) {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .flatMap(handle -> handle.info().startInstant())
          .map(instant -> new ProcessIdentity(pid, instant.toString()));
    }
    try {
      String line = Files.readString(stat);
      // the second field is the program's name in brackets and may hold anything
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      boolean ended = fields[STATE].equals("Z") || fields[STATE].equals("X");
      return ended
          ? Optional.empty()
          : Optional.of(new ProcessIdentity(pid, fields[START_TICKS] + "@" + boot()));
    } catch (IOException noSuchProcess) {
      return Optional.empty();
    }
  }

  public boolean alive() {
    return of(pid).filter(this::equals).isPresent();
  }

  /** When it began by the clock on the wall. */
  public Optional<Instant> since() {
    return ProcessHandle.of(pid).flatMap(handle -> handle.info().startInstant());
  }

  /** Asks it to end. */
  public void terminate() {
    if (alive()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
    }
  }

  /** {@code kill -9}. */
  public void kill() {
    if (alive()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private static String boot() throws IOException {
    return Files.isReadable(BOOT) ? Files.readString(BOOT).strip() : "boot";
  }
}
