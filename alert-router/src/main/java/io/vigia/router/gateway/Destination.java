package io.vigia.router.gateway;

import io.vigia.kit.problem.Problem;
import java.util.regex.Pattern;

/** Where a request under {@code /services} goes, decided on its path as it came, undecoded. */
sealed interface Destination {

  /** Below this lies the gateway. */
  String PREFIX = "/services";

  /**
   * @param path as the service shall see it
   */
  record Forward(Target target, String path) implements Destination {}

  record Refused(Problem problem) implements Destination {}

  /** Not the gateway's. */
  record Elsewhere() implements Destination {}

  /**
   * Two servers that read a path differently let a caller out of the folder that one of them
   * checked. So nothing passes that could be read in two ways: dot segments, empty segments, and
   * dots, slashes, percent signs or control characters in disguise.
   */
  Pattern AMBIGUOUS =
      Pattern.compile(
          "//|[^!-~]|[\\\\#]"
              + "|/\\.{1,2}(?=[/;]|$)"
              + "|(?i:%(?:2e|2f|5c|25|7f|[01]\\p{XDigit}))"
              + "|%(?!\\p{XDigit}{2})");

  /**
   * @param path a request's path, without its query
   */
  static Destination of(String path) {
    if (!path.equals(PREFIX) && !path.startsWith(PREFIX + "/")) {
      return new Elsewhere();
    }
    if (AMBIGUOUS.matcher(path).find()) {
      return new Refused(
          Problem.of(
              400,
              "invalid",
              "The path is not plain",
              "Segments '.' and '..', '//', backslashes, and encoded dots, slashes or percent signs"
                  + " are not forwarded."));
    }
    String[] parts = path.split("/", 4);
    String name = parts.length > 2 ? parts[2] : "";
    String rest = "/" + (parts.length > 3 ? parts[3] : "");
    return Target.named(name)
        .<Destination>map(target -> new Forward(target, rest))
        .orElseGet(
            () ->
                new Refused(
                    Problem.of(
                        404,
                        "not-found",
                        "There is no such service",
                        "Behind /services/ are " + Target.names() + ".")));
  }
}
