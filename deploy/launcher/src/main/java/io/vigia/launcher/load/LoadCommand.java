package io.vigia.launcher.load;

import io.vigia.launcher.suite.Suite;
import io.vigia.launcher.terminal.ExitCode;
import io.vigia.launcher.terminal.Failure;
import io.vigia.launcher.terminal.Stopwatch;
import io.vigia.launcher.terminal.Terminal;
import io.vigia.platform.Endpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "load",
    description = "Loads NDJSON or an Apache/NGINX access log (also gzip) into OpenSearch.")
public final class LoadCommand implements Callable<Integer> {

  private final Suite suite;
  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "Its format is recognised.")
  private Path file = Path.of("");

  @Option(names = "--index", paramLabel = "NAME", description = "By default vigia-load-FILE.")
  private String index = "";

  public LoadCommand(Suite suite, Terminal terminal) {
    this.suite = suite;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw Failure.usage("%s is not a file that can be read", file);
    }
    String target = index.isEmpty() ? IndexName.of(file) : IndexName.checked(index);
    Endpoints platform =
        suite
            .platform()
            .ready()
            .orElseThrow(
                () -> Failure.refused("the platform is not running: run ./vigia up first"));
    Stopwatch watch = new Stopwatch();
    Tally tally = new Tally();
    try (BoundedLines lines = new BoundedLines(file)) {
      BulkIndex bulk =
          new BulkIndex(
              platform.openSearch(),
              target,
              Integer.toHexString(IndexName.of(file).hashCode()),
              tally);
      new Loader(lines, bulk, tally, terminal).run();
    }
    report(target, tally, watch);
    return (tally.documents() > 0 ? ExitCode.OK : ExitCode.FAILED).number();
  }

  private void report(String target, Tally tally, Stopwatch watch) {
    terminal.say(
        "Loaded %,d documents into %s in %s (%,.0f/s).",
        tally.documents(),
        target,
        Terminal.seconds(watch.elapsed()).strip(),
        tally.documents() / Math.max(0.001, watch.seconds()));
    if (!tally.leftOut().isEmpty()) {
      terminal.say("%s", tally.leftOut());
    }
  }
}
