package io.vigia.launcher.bench;

import io.vigia.launcher.home.Listener;
import io.vigia.launcher.process.PortHolder;
import io.vigia.launcher.terminal.Failure;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * Ports for a second suite on the machine, from below the range that kernels give to outgoing
 * connections, so that none takes one away before a part binds it.
 */
final class FreePorts {

  private static final int LOWEST = 20_000;
  private static final int BEYOND_HIGHEST = 32_000;
  private static final int ATTEMPTS = 1_000;

  private FreePorts() {}

  /** Each part's variable with a port of its own. */
  static Map<String, String> forAllParts() {
    Map<String, String> variables = new HashMap<>();
    Set<Integer> used = new HashSet<>();
    for (Listener listener : Listener.all()) {
      variables.put(listener.variable(), String.valueOf(next(used)));
    }
    return variables;
  }

  /** One more, beside those. */
  static int another(Map<String, String> variables) {
    return next(variables.values().stream().map(Integer::valueOf).collect(Collectors.toSet()));
  }

  private static int next(Set<Integer> used) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND_HIGHEST);
      if (PortHolder.free(port) && used.add(port)) {
        return port;
      }
    }
    throw Failure.refused("no free ports between %d and %d", LOWEST, BEYOND_HIGHEST);
  }
}
