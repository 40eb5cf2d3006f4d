package io.vigia.router.explain;

/** What is the case with an alert and one route that takes it. */
public enum Reason {
  /** The receiver has it. */
  DELIVERED,
  /** The receiver has it, and nothing has changed since: it hears again when it is repeated. */
  NOTHING_NEW,
  /** The receiver has it and is not reminded, because somebody has taken it on. */
  ACKNOWLEDGED,
  /** A group's first notification waits for others to come. */
  WAITING_GROUP_WAIT,
  /** The group spoke a short while ago. */
  WAITING_GROUP_INTERVAL,
  /** The routes changed: it joins the group when its source speaks of it again. */
  WAITING_FOR_SOURCE,
  ROUTE_MUTED,
  SILENCED,
  INHIBITED,
  /** There was no room; it goes with the next notification. */
  OMITTED,
  RESOLVED_BEFORE_NOTIFIED,
  /** Its end is not told, because no integration of the receiver wants ends. */
  SEND_RESOLVED_OFF,
  /** The receiver has a name and nothing else. */
  NO_INTEGRATION,
  PENDING_DELIVERY,
  /** The last try failed. */
  RETRYING,
  /** All tries failed, or the receiver refused it for good. */
  DEAD_LETTER,
  /** The integration had nothing to do with it, such as no repair to ask for. */
  SKIPPED,
  /** It was told: the delivery says what became of it. Only in the history. */
  TOLD,
  /** What was decided is older than what is kept. */
  NOT_KEPT
}
