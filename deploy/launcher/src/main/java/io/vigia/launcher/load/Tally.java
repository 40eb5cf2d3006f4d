package io.vigia.launcher.load;

import org.jspecify.annotations.Nullable;

/** Counts what became of a file's lines, and keeps the first bad one of each kind. */
final class Tally {

  private long loaded;
  private long unreadable;
  private long refused;
  private @Nullable String firstUnreadable;
  private @Nullable String firstRefused;

  void loaded() {
    loaded++;
  }

  /** A line that is not in the file's format. */
  void unreadable(long line, String why) {
    unreadable++;
    if (firstUnreadable == null) {
      firstUnreadable = "line %d: %s".formatted(line, why);
    }
  }

  /** A document that OpenSearch does not take. */
  void refused(long line, String why) {
    refused++;
    if (firstRefused == null) {
      firstRefused = "line %d: %s".formatted(line, why);
    }
  }

  long documents() {
    return loaded;
  }

  /** What was left out, one sentence for each kind; empty when nothing was. */
  String leftOut() {
    StringBuilder text = new StringBuilder();
    if (firstUnreadable != null) {
      text.append(
          "%,d lines were not understood, the first is %s%n"
              .formatted(unreadable, firstUnreadable));
    }
    if (firstRefused != null) {
      text.append(
          "%,d documents were refused by OpenSearch, the first is %s%n"
              .formatted(refused, firstRefused));
    }
    return text.toString().stripTrailing();
  }
}
