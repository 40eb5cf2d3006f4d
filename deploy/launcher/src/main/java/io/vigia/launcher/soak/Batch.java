package io.vigia.launcher.soak;

import java.util.List;

/**
 * One request and what it states.
 *
 * @param body JSON; a repetition sends the same bytes
 */
record Batch(byte[] body, List<Statement> statements) {

  /** An episode with its status, such as firing. */
  record Statement(String episode, String status) {}

  Batch {
    statements = List.copyOf(statements);
  }
}
