package io.vigia.kit.event;

/** A record that no retry will make readable; its message becomes the dead letter's reason. */
public final class UnreadableRecord extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnreadableRecord(String reason) {
    super(reason, null, false, false);
  }
}
