package io.vigia.launcher.soak;

import io.vigia.launcher.soak.Batch.Statement;
import java.util.HashSet;
import java.util.Set;

/**
 * What is acknowledged and has not come yet, to know when to stop waiting. It keeps only what is
 * open; the account is made from the records.
 */
final class Outstanding {

  private final Set<Statement> awaited = new HashSet<>();
  private final Set<Statement> early = new HashSet<>();
  private long sent;
  private long arrived;

  synchronized void acknowledged(Statement statement) {
    sent++;
    if (!early.remove(statement)) {
      awaited.add(statement);
    }
  }

  /** What comes before its sender has the answer, or comes again, is remembered as early. */
  synchronized void arrived(Statement statement) {
    arrived++;
    if (!awaited.remove(statement)) {
      early.add(statement);
    }
  }

  synchronized int count() {
    return awaited.size();
  }

  /** Such as: sent 812, arrived 798, open 14. */
  @Override
  public synchronized String toString() {
    return "sent %d, arrived %d, open %d".formatted(sent, arrived, awaited.size());
  }
}
