package io.vigia.platform;

import java.util.HashSet;
import java.util.Set;

/**
 * The processes that a disposable platform is there for; it ends with the last of them.
 *
 * <p>More can join: a Maven run that finds the platform of an IDE, say, must not lose it when the
 * IDE is closed.
 */
final class Dependants {

  private final Set<ProcessHandle> processes = new HashSet<>();
  private boolean over;

  /** False when it is too late, since the platform is ending, or when there is no such process. */
  synchronized boolean add(long pid) {
    return !over && ProcessHandle.of(pid).map(processes::add).isPresent();
  }

  /** True once none of them is left, and from then on for good. */
  synchronized boolean areGone() {
    processes.removeIf(process -> !process.isAlive());
    over |= processes.isEmpty();
    return over;
  }
}
