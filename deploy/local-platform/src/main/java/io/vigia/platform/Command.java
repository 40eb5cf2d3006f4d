package io.vigia.platform;

import java.util.List;
import java.util.stream.Stream;

/** Command lines that are put together from parts. */
final class Command {

  private Command() {}

  static List<String> of(List<String> prefix, List<String> arguments) {
    return Stream.concat(prefix.stream(), arguments.stream()).toList();
  }
}
