package io.vigia.launcher.load;

/** A line that is not in its file's format. */
final class BadLine extends Exception {

  BadLine(String message) {
    super(message);
  }
}
