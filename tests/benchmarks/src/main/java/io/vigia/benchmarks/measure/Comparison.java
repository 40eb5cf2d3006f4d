package io.vigia.benchmarks.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigia.benchmarks.measure.DirectSearch.Truth;
import io.vigia.benchmarks.question.Expected;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a run found beside what is true of its window. */
final class Comparison {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Sums of the same numbers in another order differ in the last digits. */
  private static final double TOLERANCE = 1e-9;

  private Comparison() {}

  /** What differs, for a person; empty when nothing does. */
  static Optional<String> difference(Run run, Truth truth) {
    Set<String> breached =
        truth.byService().entrySet().stream()
            .filter(e -> e.getValue().breached())
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(TreeSet::new));
    String verdict = breached.isEmpty() ? "ok" : "firing";
    if (!verdict.equals(run.verdict())) {
      return differs(run, "verdict " + run.verdict(), verdict);
    }
    Double value = value(truth, !breached.isEmpty());
    if (!same(run.value(), value)) {
      return differs(run, "value " + run.value(), String.valueOf(value));
    }
    Set<String> said = services(run.breached());
    return run.watcher().grouped() && !said.equals(breached)
        ? differs(run, "breached " + said, breached.toString())
        : Optional.empty();
  }

  private static Optional<String> differs(Run run, String what, String instead) {
    return Optional.of(
        "%s, due at %s: %s instead of %s"
            .formatted(run.watcher().name(), run.dueAt(), what, instead));
  }

  /** A run of several keys tells the highest value, of those that breach if any does. */
  private static @Nullable Double value(Truth truth, boolean firing) {
    return truth.byService().values().stream()
        .filter(each -> !firing || each.breached())
        .map(Expected::value)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private static boolean same(@Nullable Double one, @Nullable Double other) {
    if (one == null || other == null) {
      return Objects.equals(one, other);
    }
    return Math.abs(one - other) <= TOLERANCE * Math.max(1, Math.abs(other));
  }

  private static Set<String> services(@Nullable String breached) {
    Set<String> services = new TreeSet<>();
    if (breached != null) {
      try {
        for (JsonNode key : JSON.readTree(breached)) {
          services.add(key.path("service").asText());
        }
      } catch (JsonProcessingException e) {
        services.add(breached);
      }
    }
    return services;
  }
}
