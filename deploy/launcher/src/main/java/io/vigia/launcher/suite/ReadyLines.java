package io.vigia.launcher.suite;

import io.vigia.launcher.process.LogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Passes on the platform's lines "… ready in …" while it starts. */
final class ReadyLines extends Thread implements AutoCloseable {

  private static final long POLL_MILLIS = 100;

  private final Path log;
  private final Consumer<String> told;
  private long position;
  private volatile boolean over;

  ReadyLines(Path log, long position, Consumer<String> told) {
    super("ready-lines");
    this.log = log;
    this.position = position;
    this.told = told;
    setDaemon(true);
  }

  @Override
  public void run() {
    try {
      while (!over) {
        pass();
        Thread.sleep(POLL_MILLIS);
      }
      pass();
    } catch (IOException | InterruptedException e) {
      // progress only: whoever waits for the platform learns of what matters
    }
  }

  @Override
  public void close() {
    over = true;
    try {
      join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass() throws IOException {
    long size = Files.exists(log) ? Files.size(log) : 0;
    if (size <= position) {
      return;
    }
    String text = LogFile.read(log, position, size);
    int complete = text.lastIndexOf('\n') + 1;
    position += LogFile.bytes(text.substring(0, complete));
    text.substring(0, complete)
        .lines()
        .filter(line -> line.matches("(kafka|postgresql|opensearch) ready in .*"))
        .forEach(told);
  }
}
