package io.vigia.launcher.soak;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigia.launcher.bench.SecondSuite;
import io.vigia.launcher.demo.Cleanup;
import io.vigia.launcher.soak.ChaosPlan.Kind;
import io.vigia.launcher.suite.Suite;
import io.vigia.launcher.terminal.ExitCode;
import io.vigia.launcher.terminal.Failure;
import io.vigia.launcher.terminal.Terminal;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "soak",
    description =
        "Loads a suite of its own while its processes are killed. The last line is JSON; exit code"
            + " 0 only when nothing was lost or doubled.")
public final class SoakCommand implements Callable<Integer> {

  private static final int SEEDS = 1_000_000;
  private static final int MOST_MINUTES = 24 * 60;
  private static final double HIGHEST_RATE = 500;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

  private final Suite caller;
  private final Terminal terminal;
  private final Clock clock = Clock.systemUTC();

  @Parameters(paramLabel = "MINUTES", description = "How long the load lasts.")
  private int minutes;

  @Option(names = "--seed", description = "Repeats a plan; without it chance chooses one.")
  private @Nullable Long seed;

  @Option(
      names = "--rate",
      defaultValue = "8",
      description = "Alerts and repairs a second (${DEFAULT-VALUE}).")
  private double rate;

  @Option(names = "--keep", description = "Keeps the home of the suite.")
  private boolean keep;

  public SoakCommand(Suite caller, Terminal terminal) {
    this.caller = caller;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Soak.Settings settings = settings();
    ChaosPlan plan = ChaosPlan.of(settings.seed(), settings.load());
    Path folder =
        caller
            .installation()
            .home()
            .resolve("soak")
            .resolve(settings.seed() + "-" + TIME.format(clock.instant()));
    terminal.say(
        "seed %d: %d min at %.1f a second, %d kills and %d pauses planned",
        settings.seed(), minutes, rate, plan.count(Kind.KILL), plan.count(Kind.PAUSE));
    terminal.say("load average before: %.2f on %d cores", loadAverage(), cores());
    terminal.say("raw records in %s", folder);
    return report(run(settings, plan, folder), folder);
  }

  private Soak.Settings settings() {
    if (minutes < 1 || minutes > MOST_MINUTES) {
      throw Failure.usage("MINUTES is %d: 1 to %d are possible", minutes, MOST_MINUTES);
    }
    if (!(rate > 0 && rate <= HIGHEST_RATE)) {
      throw Failure.usage("--rate is %s: above 0 and at most %.0f is possible", rate, HIGHEST_RATE);
    }
    long chosen = seed == null ? ThreadLocalRandom.current().nextLong(SEEDS) : seed;
    return new Soak.Settings(chosen, Duration.ofMinutes(minutes), rate);
  }

  /** What the records say and what went wrong beside that. */
  private record Outcome(Account account, List<String> troubles) {
    boolean good() {
      return troubles.isEmpty() && account.holds();
    }
  }

  /** When it returns nothing runs any more. */
  private Outcome run(Soak.Settings settings, ChaosPlan plan, Path folder) throws IOException {
    SecondSuite second = SecondSuite.beside(caller, "vigia-soak", terminal);
    Path home = second.suite().installation().home();
    AtomicBoolean wellDone = new AtomicBoolean();
    try (RecordFiles records = new RecordFiles(folder);
        Cleanup cleanup = new Cleanup(terminal)) {
      cleanup.add(
          () -> {
            if (keep || !wellDone.get() && !cleanup.interrupted()) {
              terminal.say("the suite's home is kept in %s", home);
            } else {
              second.deleteHome();
            }
          });
      cleanup.add(second::end);
      var soak = new Soak(settings, second, records, cleanup, terminal, clock);
      List<String> troubles = soak.run(plan);
      Outcome outcome = new Outcome(Account.of(Records.read(folder)), troubles);
      wellDone.set(outcome.good());
      return outcome;
    }
  }

  private int report(Outcome outcome, Path folder) throws IOException {
    Account account = outcome.account();
    terminal.say("load average after: %.2f on %d cores", loadAverage(), cores());
    terminal.say("");
    account.figures().forEach((name, figure) -> terminal.say("  %-24s %10s", name, figure));
    outcome.troubles().forEach(trouble -> terminal.say("trouble: %s", trouble));
    for (Balance balance : List.of(account.alerts(), account.repairs())) {
      balance.lost().forEach(each -> terminal.say("lost: %s", each));
      balance.duplicated().forEach(each -> terminal.say("under more than one id: %s", each));
    }
    terminal.say(
        outcome.good() ? "Nothing was lost or doubled." : "It did not hold: see %s", folder);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("bench", "soak");
    line.put("figures", account.figures());
    terminal.say("%s", new ObjectMapper().writeValueAsString(line));
    return (outcome.good() ? ExitCode.OK : ExitCode.FAILED).number();
  }

  private static double loadAverage() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }
}
