package io.vigia.router.maintenance;

import io.vigia.contracts.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The windows that may matter now. Pure: no clock, no I/O. */
public record Windows(List<Window> all) {

  /** Times that recur are looked for so far back; a deadline that is longer begins there. */
  private static final Duration LONGEST_LOOK_BACK = Duration.ofDays(3);

  public static final Windows NONE = new Windows(List.of());

  public Windows {
    all = List.copyOf(all);
  }

  /**
   * While one is in force for these labels.
   *
   * @return when to ask again
   */
  public Optional<Instant> heldUntil(String tenant, Labels labels, Instant now) {
    return taking(tenant, labels)
        .filter(window -> window.isInForce(now))
        .map(window -> window.askAgain(now))
        .max(Comparator.naturalOrder());
  }

  /** When the last one was over for these labels, if after a moment: a deadline counts from it. */
  public Optional<Instant> endedSince(String tenant, Labels labels, Instant after, Instant now) {
    Instant bounded =
        after.isBefore(now.minus(LONGEST_LOOK_BACK)) ? now.minus(LONGEST_LOOK_BACK) : after;
    return taking(tenant, labels)
        .flatMap(window -> window.endedSince(bounded, now).stream())
        .max(Comparator.naturalOrder());
  }

  private Stream<Window> taking(String tenant, Labels labels) {
    return all.stream().filter(window -> window.takes(tenant, labels));
  }
}
