package io.vigia.watcher.cluster;

/** A search that gives no whole answer: nothing is known then. */
public final class Unanswered extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why nothing is known. */
  public enum Reason {
    MISSING_INDEX,
    SHARD_FAILURES,
    TIMED_OUT,
    PARTIAL_RESULT,
    UNREACHABLE,
    REJECTED;

    /** Whether the same question may be answered a moment later. */
    public boolean mayPass() {
      return this != REJECTED && this != MISSING_INDEX;
    }
  }

  private final Reason reason;

  /**
   * @param detail for a person: what the cluster said
   */
  public Unanswered(Reason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }
}
