package io.vigia.platform;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The platform's command line.
 *
 * @param programs where PostgreSQL's programs are unpacked; shared by the throw-away homes of tests
 * @param untilPid a disposable platform ends with this process
 */
record Options(Path home, Path programs, Ports ports, Mode mode, OptionalLong untilPid) {

  static final String USAGE =
      "--home DIR [--postgres-bin DIR] [--kafka-port N] [--postgres-port N] [--opensearch-port N]"
          + " [--control-port N] [--mode persistent|disposable] [--until-pid PID]";

  private static final Set<String> OPTIONS =
      Pattern.compile("--[a-z-]+")
          .matcher(USAGE)
          .results()
          .map(MatchResult::group)
          .collect(Collectors.toUnmodifiableSet());

  static Options parse(List<String> arguments) {
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      if (!OPTIONS.contains(arguments.get(i)) || i + 1 == arguments.size()) {
        throw new PlatformFailure(
            "unknown option or no value: %s; use %s".formatted(arguments.get(i), USAGE));
      }
      values.put(arguments.get(i), arguments.get(i + 1));
    }
    String home = values.get("--home");
    if (home == null) {
      throw new PlatformFailure("--home DIR is missing; use " + USAGE);
    }
    Path folder = Path.of(home).toAbsolutePath().normalize();
    String programs = values.get("--postgres-bin");
    Ports ports =
        new Ports(
            (int) number(values, "--kafka-port"),
            (int) number(values, "--postgres-port"),
            (int) number(values, "--opensearch-port"),
            (int) number(values, "--control-port"));
    return new Options(
        folder,
        programs == null ? folder.resolve("postgres-bin") : Path.of(programs).toAbsolutePath(),
        ports,
        Mode.of(values.getOrDefault("--mode", "persistent")),
        values.containsKey("--until-pid")
            ? OptionalLong.of(number(values, "--until-pid"))
            : OptionalLong.empty());
  }

  private static long number(Map<String, String> values, String option) {
    String value = values.getOrDefault(option, "0");
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new PlatformFailure(option + " wants a number, not " + value, e);
    }
  }
}
