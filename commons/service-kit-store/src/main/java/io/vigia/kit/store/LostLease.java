package io.vigia.kit.store;

import java.util.UUID;

/** Another process has taken over what this one was working on; it has nothing more to say. */
public final class LostLease extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LostLease(String table, UUID id) {
    super(table + " " + id + " was taken over", null, false, false);
  }
}
