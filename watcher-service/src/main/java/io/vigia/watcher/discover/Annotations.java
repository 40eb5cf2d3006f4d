package io.vigia.watcher.discover;

import io.vigia.kit.yaml.Durations;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the annotations of a deployment ask for. Pure. */
final class Annotations {

  static final String INDEX = "vigia.io/freshness-index";
  static final String DOCUMENT = "vigia.io/freshness-document";
  static final String FIELD = "vigia.io/freshness-field";
  static final String THRESHOLD = "vigia.io/freshness-threshold";

  private Annotations() {}

  /**
   * @return nothing when it asks for nothing
   * @throws IllegalArgumentException naming the annotation at fault
   */
  static Optional<Found> found(String namespace, String name, Map<String, String> annotations) {
    String index = annotations.get(INDEX);
    String document = annotations.get(DOCUMENT);
    if (index == null && document == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Found(
            namespace + "." + name,
            document,
            index,
            annotations.get(FIELD),
            namespace,
            namespace + "/" + name,
            threshold(annotations.get(THRESHOLD))));
  }

  private static @Nullable BigDecimal threshold(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return BigDecimal.valueOf(Durations.parse(text).toMillis())
          .divide(BigDecimal.valueOf(60_000), 3, RoundingMode.HALF_UP)
          .stripTrailingZeros();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(THRESHOLD + ": " + e.getMessage(), e);
    }
  }
}
