package io.vigia.launcher.bench;

import java.io.IOException;
import java.util.Map;

/** Measures one thing. A new one is one new class and its line in the command. */
interface Bench {

  /** As typed after {@code ./vigia bench}. */
  String name();

  /** One line for the list. */
  String about();

  /** Prints raw samples as it goes and returns the figures, with their units in the names. */
  Map<String, Double> run() throws IOException;
}
