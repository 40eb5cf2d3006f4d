package io.vigia.watcher.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What the command line says, and the settings that it means. Pure. */
@Command(
    name = "watcher-service",
    sortOptions = false,
    description = "Runs watchers; without options until it is stopped.",
    footer = {
      "",
      "Status of --once: 0 all that ran is well, 1 something fires, 2 something is",
      "unknown, 3 it could not run."
    })
final class Options {

  /** r4's log file. */
  static final String LOG_FILE = "logs/elasticsearch_monitor.log";

  @Option(
      names = "--once",
      description = "One cycle of what is due or has never run, then the end.")
  private boolean once;

  @Option(
      names = "--force",
      description =
          "All watchers, due or not, and what fires is told again without waiting for its"
              + " interval.")
  private boolean force;

  @Option(
      names = {"-d", "--debug"},
      arity = "0..1",
      fallbackValue = "1",
      paramLabel = "LEVEL",
      description = "1 everything (the default), 2 queries and answers only, 3 problems only.")
  private @Nullable Integer level;

  @Option(
      names = "--log-file",
      arity = "0..1",
      fallbackValue = LOG_FILE,
      paramLabel = "FILE",
      description = "Also write a log file that rotates; " + LOG_FILE + " unless named.")
  private @Nullable String logFile;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This text.")
  private boolean help;

  private Options() {}

  /**
   * @throws ParameterException with a complaint for people
   */
  static Options parse(String... args) {
    var options = new Options();
    var command = new CommandLine(options);
    command.parseArgs(args);
    if (LogLevel.of(options.level).isEmpty()) {
      throw new ParameterException(command, "-d: 1, 2 or 3 is expected");
    }
    return options;
  }

  static String usage() {
    return new CommandLine(new Options()).getUsageMessage();
  }

  boolean once() {
    return once;
  }

  boolean force() {
    return force;
  }

  boolean help() {
    return help;
  }

  boolean problemsOnly() {
    return level != null && level == 3;
  }

  /** Settings that hold from the start of the service. */
  Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    if (once) {
      settings.put("quarkus.http.host-enabled", "false");
      settings.put("vigia.watcher.runs.enabled", "false");
      settings.put("quarkus.flyway.connect-retries", "0");
    }
    if (once && level == null) {
      settings.put("quarkus.log.console.level", "WARN");
    }
    settings.putAll(LogLevel.of(level).orElseThrow().settings());
    if (logFile != null) {
      settings.put("quarkus.log.file.enabled", "true");
      settings.put("quarkus.log.file.path", logFile);
      settings.put("quarkus.log.file.json.enabled", "false");
      // cycles that follow one another write on: only size makes the next file
      settings.put("quarkus.log.file.rotation.rotate-on-boot", "false");
    }
    return settings;
  }
}
