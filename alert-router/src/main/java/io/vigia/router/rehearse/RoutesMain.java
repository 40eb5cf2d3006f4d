package io.vigia.router.rehearse;

import io.vigia.kit.yaml.YamlFault;
import io.vigia.router.route.OfflineRoutingMapper;
import io.vigia.router.route.Route;
import io.vigia.router.route.Routing;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Runs test files with a fake clock: no service, no database, no network. Ends with 0 when all
 * passed, with 1 when one did not, with 2 when a file cannot be read or is wrong.
 */
public final class RoutesMain {

  /** As many as the router says in one notification, unless it is told otherwise. */
  private static final int ALERTS_PER_NOTIFICATION = 1_000;

  private RoutesMain() {}

  /**
   * @param files of tests
   */
  public static void main(String[] files) {
    System.exit(run(List.of(files), System.out, System.err));
  }

  static int run(List<String> files, PrintStream out, PrintStream err) {
    int count = 0;
    int failed = 0;
    for (String file : files) {
      try {
        for (CaseResult result : results(Path.of(file))) {
          count++;
          failed += result.passed() ? 0 : 1;
          out.printf("%s %s: %s%n", result.passed() ? "ok  " : "FAIL", file, result.name());
          if (!result.passed()) {
            result.lines().forEach(line -> out.println("       " + line));
          }
        }
      } catch (YamlFault e) {
        err.println(e.getMessage());
        return 2;
      } catch (Simulation.TooMuch e) {
        err.printf("%s: a test would take too long: %s%n", file, e.getMessage());
        return 2;
      } catch (IOException e) {
        err.printf("%s: cannot be read: %s%n", file, e);
        return 2;
      }
    }
    out.printf("%d tests, %d failed%n", count, failed);
    if (failed > 0) {
      out.println("- expected and not told, + told and not expected");
    }
    return failed == 0 ? 0 : 1;
  }

  private static List<CaseResult> results(Path file) throws IOException {
    RoutingCaseMapper.File tests = RoutingCaseMapper.read(file.toString(), Files.readString(file));
    Path config = file.resolveSibling(tests.config());
    var receivers = new LinkedHashMap<String, String>();
    for (String name : tests.receivers()) {
      Path part = file.resolveSibling(name);
      receivers.put(part.toString(), Files.readString(part));
    }
    Routing routing =
        OfflineRoutingMapper.read(config.toString(), Files.readString(config), receivers);
    return tests.tests().apply(longest(routing.root())).stream()
        .map(test -> CaseResult.of(test, routing, ALERTS_PER_NOTIFICATION))
        .toList();
  }

  private static Duration longest(Route route) {
    Duration longest = route.groupInterval();
    for (Route child : route.routes()) {
      Duration below = longest(child);
      longest = below.compareTo(longest) > 0 ? below : longest;
    }
    return longest;
  }
}
