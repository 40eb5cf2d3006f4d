package io.vigia.benchmarks.fleet;

import io.vigia.benchmarks.data.DataSet;
import io.vigia.benchmarks.question.ErrorCount;
import io.vigia.benchmarks.question.Measure;
import io.vigia.benchmarks.question.Question;
import io.vigia.benchmarks.question.Ratio;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Watchers over the indices of a data set, the same for the same sizes: of each fifty on an index
 * one is slow, one in five looks back one minute and the others five, one in seven tells services
 * apart and the others look at one. About one in ten has a limit near what is usual and comes and
 * goes; those of the others are out of reach.
 */
public final class Fleet {

  /** The share of slow ones is one in so many. */
  static final int SLOW_IN = 50;

  private static final Duration SHORT = Duration.ofMinutes(1);

  /** The longest window. */
  public static final Duration LONG = Duration.ofMinutes(5);

  private static final int KINDS = 5;
  private static final double OUT_OF_REACH = 50;

  private Fleet() {}

  public static List<PlannedWatcher> of(DataSet set, int watchers) {
    List<PlannedWatcher> fleet = new ArrayList<>();
    for (int i = 0; i < watchers; i++) {
      fleet.add(watcher(set, i % set.indices(), i / set.indices()));
    }
    return fleet;
  }

  private static PlannedWatcher watcher(DataSet set, int index, int place) {
    boolean slow = place % SLOW_IN == 0;
    boolean grouped = place % 7 == 3;
    Duration window = place % 5 == 4 ? SHORT : LONG;
    int service = place % DataSet.SERVICES.size();
    boolean near = !slow && place % 10 == 7;
    return new PlannedWatcher(
        "bench-%03d-%04d".formatted(index, place),
        set.index(index),
        slow,
        grouped ? "" : DataSet.SERVICES.get(service),
        grouped,
        window,
        question(
            place / 2 % KINDS,
            documents(set, index, service, window),
            20.0 * 1.2 * 1.3 * (1 + service),
            near ? 1 : OUT_OF_REACH));
  }

  private static Question question(int kind, double documents, double latency, double factor) {
    return switch (kind) {
      case 0 -> new ErrorCount((long) Math.ceil(documents * 0.10 * factor));
      case 1 -> new Measure("avg", "latency", latency * factor);
      case 2 -> new Measure("max", "latency", latency * 6 * factor);
      case 3 -> new Measure("sum", "latency", documents * latency * factor);
      default -> new Ratio("latency", "status", latency / 244 * factor);
    };
  }

  /** How many documents of a service a window holds, about. */
  private static double documents(DataSet set, int index, int service, Duration window) {
    double share = service == DataSet.SERVICES.size() - 1 ? 0.3 : 0.1;
    return set.documentsOf(index) * share * window.toMillis() / (double) DataSet.SPAN.toMillis();
  }
}
