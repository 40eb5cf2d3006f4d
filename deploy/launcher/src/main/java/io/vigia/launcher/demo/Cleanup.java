package io.vigia.launcher.demo;

import io.vigia.launcher.terminal.Failure;
import io.vigia.launcher.terminal.Terminal;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Undoes what a story did, last thing first: at its end, and on Ctrl-C too. Each thing is undone
 * once.
 */
public final class Cleanup implements AutoCloseable {

  /** One thing to undo. */
  @FunctionalInterface
  public interface Undo {
    void run() throws IOException;
  }

  private final Terminal terminal;
  private final Deque<Undo> undos = new ArrayDeque<>();
  private volatile boolean interrupted;

  public Cleanup(Terminal terminal) {
    this.terminal = terminal;
    Runtime.getRuntime().addShutdownHook(new Thread(this::interrupt, "cleanup"));
  }

  /** Whether Ctrl-C, or whoever else ends this run, is the reason. */
  public boolean interrupted() {
    return interrupted;
  }

  public synchronized void add(Undo undo) {
    undos.push(undo);
  }

  /** One thing that cannot be undone does not keep the others from it. */
  @Override
  public synchronized void close() {
    while (!undos.isEmpty()) {
      try {
        undos.pop().run();
      } catch (IOException | RuntimeException e) {
        terminal.say("could not tidy up: %s", Failure.reason(e));
      }
    }
  }

  private void interrupt() {
    interrupted = true; // before it waits for what is being undone already
    close();
  }
}
