package io.vigia.remediation.execution;

import java.util.UUID;

/** Another process has taken over what this one was working on; it has nothing more to say. */
final class LostLease extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LostLease(UUID execution) {
    super("execution " + execution + " was taken over", null, false, false);
  }
}
