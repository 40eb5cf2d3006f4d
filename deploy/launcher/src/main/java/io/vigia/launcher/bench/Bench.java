package io.vigia.launcher.bench;

import java.io.IOException;
import java.util.Map;

/**
 * Measures one thing. A new one is one new class, a picocli command whose options are what may
 * follow its name, and its line in {@link BenchCommand}.
 */
interface Bench {

  /** As typed after {@code ./vigia bench}. */
  String name();

  /** One line for the list. */
  String about();

  /** Prints raw samples as it goes and returns the figures, with their units in the names. */
  Map<String, Double> run() throws IOException;
}
