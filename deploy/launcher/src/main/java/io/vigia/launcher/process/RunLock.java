package io.vigia.launcher.process;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.vigia.launcher.home.PrivateFile;
import io.vigia.launcher.terminal.Failure;
import io.vigia.launcher.terminal.Stopwatch;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A lock between runs of the launcher; the system releases it when its holder dies. */
public final class RunLock implements AutoCloseable {

  private static final long POLL_MILLIS = 50;

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for the lock no longer than that.
   *
   * @param busy what to tell when somebody else keeps it
   */
  public static RunLock take(Path file, Duration patience, String busy) throws IOException {
    PrivateFile.folderOf(file);
    FileChannel channel = FileChannel.open(file, CREATE, WRITE);
    Stopwatch waiting = new Stopwatch();
    while (tryLock(channel) == null) {
      if (waiting.passed(patience)) {
        channel.close();
        throw Failure.refused("%s", busy);
      }
      Pause.millis(POLL_MILLIS);
    }
    return new RunLock(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByAnotherThread) {
      return null;
    }
  }
}
