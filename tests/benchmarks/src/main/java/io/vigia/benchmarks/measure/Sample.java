package io.vigia.benchmarks.measure;

import io.vigia.benchmarks.cluster.Cluster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Runs that were compared with a search of their own.
 *
 * @param compared runs with a verdict; those that knew nothing are counted elsewhere
 * @param matching those whose window held documents
 * @param firing those that fired, so that agreement is not agreement about nothing
 * @param differences what differed, for a person
 */
public record Sample(int compared, int matching, int firing, List<String> differences) {

  public Sample {
    differences = List.copyOf(differences);
  }

  /**
   * Chooses and compares.
   *
   * @param size how many at most
   * @param seed decides which
   */
  public static Sample of(List<Run> runs, int size, long seed, Cluster cluster) throws IOException {
    List<Run> chosen = new ArrayList<>(runs.stream().filter(run -> !run.unknown()).toList());
    Collections.shuffle(chosen, new Random(seed));
    DirectSearch search = new DirectSearch(cluster);
    int matching = 0;
    int firing = 0;
    List<String> differences = new ArrayList<>();
    chosen = chosen.subList(0, Math.min(size, chosen.size()));
    for (Run run : chosen) {
      DirectSearch.Truth truth = search.of(run);
      matching += truth.documents() > 0 ? 1 : 0;
      firing += run.verdict().equals("firing") ? 1 : 0;
      Comparison.difference(run, truth).ifPresent(differences::add);
    }
    return new Sample(chosen.size(), matching, firing, differences);
  }

  /** The share of windows that held documents, in per cent. */
  double matchingPercent() {
    return compared == 0 ? 0 : 100.0 * matching / compared;
  }
}
