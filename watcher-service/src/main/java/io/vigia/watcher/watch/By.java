package io.vigia.watcher.watch;

import io.vigia.kit.problem.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Who changes definitions, and why.
 *
 * @param author the name of the caller's key, or of a part of this service
 * @param note for those who read the versions; empty when there is none
 */
record By(String tenant, String author, String note, Origin origin) {

  private static final int MAX_NOTE = 500;

  static By caller(String tenant, String author, @Nullable String note) {
    String said = note == null ? "" : note.strip();
    if (said.length() > MAX_NOTE) {
      throw Refusal.invalid("note", "at most " + MAX_NOTE + " characters");
    }
    return new By(tenant, author, said, Origin.API);
  }

  /** The same with a note that is not the caller's. */
  By noting(String what) {
    return new By(tenant, author, note.isEmpty() ? what : what + ": " + note, origin);
  }
}
