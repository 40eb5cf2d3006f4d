package io.vigia.watcher.verdict;

import io.vigia.watcher.cluster.Unanswered;
import io.vigia.watcher.template.Reading;

/** What a run found. */
public sealed interface Verdict {

  /** The data answered. */
  record Known(Reading reading) implements Verdict {}

  /** The data could not be asked, or answered in part: never an alert, never the end of one. */
  record Unknown(Unanswered.Reason reason, String detail) implements Verdict {}

  /** {@code ok}, {@code firing} or {@code unknown}, for metrics and people. */
  default String word() {
    if (this instanceof Known known) {
      return known.reading().breached() ? "firing" : "ok";
    }
    return "unknown";
  }

  default String explanation() {
    if (this instanceof Known known) {
      return known.reading().summary();
    }
    var unknown = (Unknown) this;
    return unknown.reason() + ": " + unknown.detail();
  }
}
