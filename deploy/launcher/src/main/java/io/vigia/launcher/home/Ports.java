package io.vigia.launcher.home;

import io.vigia.launcher.terminal.Failure;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** The port of each part. A variable of the environment wins, then what the last start used. */
public record Ports(Map<Listener, Integer> numbers) {

  private static final int HIGHEST = 65_535;

  public Ports {
    numbers = Map.copyOf(numbers);
    Map<Integer, Listener> seen = new HashMap<>();
    for (Listener listener : Listener.all()) {
      Integer number = numbers.get(listener);
      if (number == null) {
        throw new IllegalArgumentException("no port for " + listener.title());
      }
      Listener other = seen.put(number, listener);
      if (other != null) {
        throw Failure.refused(
            "port %d is wanted for %s and for %s: set %s or %s to another one",
            number, other.title(), listener.title(), other.variable(), listener.variable());
      }
    }
  }

  public static Ports choose(Map<String, String> environment, Optional<Ports> remembered) {
    Map<Listener, Integer> numbers = new LinkedHashMap<>();
    for (Listener listener : Listener.all()) {
      String wanted = environment.getOrDefault(listener.variable(), "");
      int unmoved = remembered.map(ports -> ports.of(listener)).orElse(listener.defaultPort());
      numbers.put(listener, wanted.isBlank() ? unmoved : number(listener.variable(), wanted));
    }
    return new Ports(numbers);
  }

  /** What the last start in this home used. */
  public static Optional<Ports> remembered(Installation installation) throws IOException {
    Path file = file(installation);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties values = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      values.load(reader);
    }
    Map<Listener, Integer> numbers = new LinkedHashMap<>();
    for (Listener listener : Listener.all()) {
      String value = values.getProperty(listener.title(), String.valueOf(listener.defaultPort()));
      numbers.put(listener, number(file + ", " + listener.title(), value));
    }
    return Optional.of(new Ports(numbers));
  }

  public void remember(Installation installation) throws IOException {
    StringBuilder text = new StringBuilder("# the ports of the last ./vigia up in this home\n");
    for (Listener listener : Listener.all()) {
      text.append(listener.title()).append('=').append(of(listener)).append('\n');
    }
    PrivateFile.write(file(installation), text.toString());
  }

  public int of(Listener listener) {
    return java.util.Objects.requireNonNull(numbers.get(listener));
  }

  /** The base address of a part that speaks HTTP. */
  public String address(Listener listener) {
    return "http://127.0.0.1:" + of(listener);
  }

  /** The parts whose port differs. */
  public Set<Listener> differencesTo(Ports others) {
    Set<Listener> moved = new HashSet<>();
    for (Listener listener : Listener.all()) {
      if (of(listener) != others.of(listener)) {
        moved.add(listener);
      }
    }
    return moved;
  }

  private static Path file(Installation installation) {
    return installation.run().resolve("ports.properties");
  }

  private static int number(String origin, String value) {
    try {
      int number = Integer.parseInt(value.strip());
      if (number >= 1 && number <= HIGHEST) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // told below
    }
    throw Failure.refused("%s is '%s': a port is a number from 1 to %d", origin, value, HIGHEST);
  }
}
