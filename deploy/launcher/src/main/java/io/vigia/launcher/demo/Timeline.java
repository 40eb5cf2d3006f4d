package io.vigia.launcher.demo;

import io.vigia.launcher.process.Pause;
import io.vigia.launcher.terminal.Failure;
import io.vigia.launcher.terminal.Stopwatch;
import io.vigia.launcher.terminal.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells what happens, with the seconds since it began. */
public final class Timeline {

  private static final long POLL_MILLIS = 250;

  private final Terminal terminal;
  private final Stopwatch watch = new Stopwatch();
  private final Map<String, Duration> reached = new LinkedHashMap<>();

  /** Begins now. */
  public Timeline(Terminal terminal) {
    this.terminal = terminal;
  }

  public void tell(String what) {
    terminal.say("%s  %s", Terminal.seconds(watch.elapsed()), what);
  }

  /**
   * Returns when all are reached, in whichever order.
   *
   * @throws Failure naming those that were not reached within the limit
   */
  public void await(Duration limit, List<Milestone> milestones) throws IOException {
    Stopwatch waiting = new Stopwatch();
    List<Milestone> open = new ArrayList<>(milestones);
    while (!open.isEmpty()) {
      for (Milestone milestone : List.copyOf(open)) {
        Optional<String> detail = look(milestone);
        if (detail.isPresent()) {
          open.remove(milestone);
          reached.put(milestone.what(), watch.elapsed());
          tell(milestone.what() + (detail.get().isEmpty() ? "" : ": " + detail.get()));
        }
      }
      if (!open.isEmpty() && waiting.passed(limit)) {
        throw Failure.failed(
            "not within %d s: %s",
            limit.toSeconds(),
            open.stream().map(Milestone::what).collect(Collectors.joining("; ")));
      }
      Pause.millis(POLL_MILLIS);
    }
  }

  /** When a milestone was seen, in seconds since the beginning. */
  public double secondsOf(Milestone milestone) {
    return reached.getOrDefault(milestone.what(), Duration.ZERO).toMillis() / 1000.0;
  }

  /** All that was reached, in the order in which it was seen. */
  public void table() {
    reached.forEach((what, time) -> terminal.say("  %s  %s", Terminal.seconds(time), what));
  }

  /** A part that does not answer just now has not reached it yet. */
  private static Optional<String> look(Milestone milestone) {
    try {
      return milestone.look().now();
    } catch (IOException notNow) {
      return Optional.empty();
    }
  }
}
