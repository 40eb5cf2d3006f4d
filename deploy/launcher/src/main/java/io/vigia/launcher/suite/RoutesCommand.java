package io.vigia.launcher.suite;

import io.vigia.launcher.home.Service;
import io.vigia.launcher.terminal.Failure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What can be asked of routing files while nothing runs. */
@Command(
    name = "routes",
    description = "Tries out routing files; nothing needs to run.",
    synopsisSubcommandLabel = "COMMAND")
public final class RoutesCommand {

  private static final String MAIN = "io.vigia.router.rehearse.RoutesMain";
  private static final List<String> JVM_FLAGS =
      List.of(
          "-Xmx256m",
          "-Xshare:auto",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Dfile.encoding=UTF-8");

  private final Suite suite;

  public RoutesCommand(Suite suite) {
    this.suite = suite;
  }

  @Command(
      description =
          "Runs test files: alerts over time, and who is to be told when. Ends with 0 when all"
              + " passed, 1 when one did not, 2 when a file is wrong.",
      mixinStandardHelpOptions = true)
  int test(
      @Parameters(paramLabel = "FILE", arity = "1..*", description = "See docs/guides.")
          List<Path> files)
      throws IOException {
    if (!Files.exists(suite.installation().jarOf(Service.ALERT_ROUTER))) {
      throw Failure.refused(
          "%s is missing: run ./vigia up, which builds it, or mvn package",
          suite.installation().jarOf(Service.ALERT_ROUTER));
    }
    Process process = new ProcessBuilder(words(files)).inheritIO().start();
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw Failure.failed("interrupted");
    }
  }

  private List<String> words(List<Path> files) throws IOException {
    List<Path> jars = ServiceCommand.of(suite.installation(), Service.ALERT_ROUTER).jars();
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(JVM_FLAGS);
    words.add("-cp");
    words.add(jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    words.add(MAIN);
    files.forEach(file -> words.add(file.toString()));
    return words;
  }
}
