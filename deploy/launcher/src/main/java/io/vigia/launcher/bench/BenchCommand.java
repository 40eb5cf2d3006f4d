package io.vigia.launcher.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigia.launcher.suite.Suite;
import io.vigia.launcher.terminal.ExitCode;
import io.vigia.launcher.terminal.Failure;
import io.vigia.launcher.terminal.Terminal;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

@Command(
    name = "bench",
    description = "Measures; without a name it lists what. The last line is JSON.")
public final class BenchCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final List<Bench> benches;

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "Which one.")
  private String name = "";

  @Unmatched private List<String> options = new ArrayList<>();

  public BenchCommand(Suite suite, Terminal terminal) {
    this.terminal = terminal;
    this.benches =
        List.of(
            new StartBench(suite, terminal),
            new WatchersBench(suite, terminal),
            new RouterBench(suite, terminal),
            new DeadManBench(suite, terminal));
  }

  @Override
  public Integer call() throws IOException {
    if (name.isEmpty()) {
      if (!options.isEmpty()) {
        throw Failure.usage("which bench? There is %s", names());
      }
      benches.forEach(each -> terminal.say("%-10s %s", each.name(), each.about()));
      return ExitCode.OK.number();
    }
    Bench bench =
        benches.stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow(() -> Failure.usage("there is no bench '%s'; there is %s", name, names()));
    configure(bench);
    terminal.say(
        "load average before: %.2f on %d cores",
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        Runtime.getRuntime().availableProcessors());
    Map<String, Object> line = new LinkedHashMap<>();
    Map<String, Double> figures = bench.run();
    line.put("bench", bench.name());
    line.put("figures", figures);
    terminal.say("%s", new ObjectMapper().writeValueAsString(line));
    return ExitCode.OK.number();
  }

  private void configure(Bench bench) {
    try {
      new CommandLine(bench).parseArgs(options.toArray(String[]::new));
    } catch (CommandLine.ParameterException e) {
      throw Failure.usage("bench %s: %s", bench.name(), Failure.reason(e));
    }
  }

  private String names() {
    return benches.stream().map(Bench::name).collect(Collectors.joining(", "));
  }
}
