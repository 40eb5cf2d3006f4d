package io.vigia.watcher.verdict;

import io.vigia.watcher.ask.Answer;
import io.vigia.watcher.cluster.Unanswered;
import io.vigia.watcher.template.Finding;
import io.vigia.watcher.template.Reading;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a run found. */
public sealed interface Verdict {

  /** The data answered. */
  record Known(Answer answer) implements Verdict {}

  /** The data could not be asked, or answered in part: never an alert, never the end of one. */
  record Unknown(Unanswered.Reason reason, String detail) implements Verdict {}

  /** {@code ok}, {@code firing} or {@code unknown}, for metrics and people. */
  default String word() {
    if (this instanceof Known known) {
      return known.breached().isEmpty() ? "ok" : "firing";
    }
    return "unknown";
  }

  /** The findings that breach; none when nothing is known. */
  default List<Finding> breached() {
    return this instanceof Known known
        ? known.answer().findings().stream().filter(f -> f.reading().breached()).toList()
        : List.of();
  }

  default String explanation() {
    if (this instanceof Unknown unknown) {
      return unknown.reason() + ": " + unknown.detail();
    }
    Answer answer = ((Known) this).answer();
    var findings = answer.findings();
    if (findings.size() == 1) {
      return findings.get(0).reading().summary();
    }
    String rest = answer.complete() ? "" : "; there are more keys than max_keys";
    return String.format(
        Locale.ROOT,
        "%d of %d keys breach%s%s",
        breached().size(),
        findings.size(),
        breached().stream().findFirst().map(f -> ": " + f.reading().summary()).orElse(""),
        rest);
  }

  /** The value of the only key, or of that which says most; null when nothing was measured. */
  default @Nullable Double value() {
    if (!(this instanceof Known known)) {
      return null;
    }
    var candidates = known.breached().isEmpty() ? known.answer().findings() : known.breached();
    return candidates.stream()
        .map(Finding::reading)
        .map(Reading::value)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }
}
