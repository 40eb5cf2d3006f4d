package io.vigia.launcher.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigia.launcher.demo.Cleanup;
import io.vigia.launcher.home.Installation;
import io.vigia.launcher.home.PrivateFile;
import io.vigia.launcher.terminal.Failure;
import io.vigia.launcher.terminal.Terminal;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A program of the module benchmarks, in a JVM of its own so that the launcher stays small. */
final class Child {

  private static final List<String> JVM_FLAGS =
      List.of(
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Dfile.encoding=UTF-8",
          "-Dslf4j.internal.verbosity=ERROR"); // a Kafka client logs to nobody

  private final Installation installation;
  private final String main;
  private final Cleanup cleanup;
  private final Terminal terminal;

  /**
   * @param main the class to run
   * @param cleanup ends what still runs
   */
  Child(Installation installation, String main, Cleanup cleanup, Terminal terminal) {
    this.installation = installation;
    this.main = main;
    this.cleanup = cleanup;
    this.terminal = terminal;
  }

  /**
   * Runs one part of it to its end; a failure of it is one of this run.
   *
   * @param settings go into a private file, because they hold a key and a password
   */
  void run(String part, Properties settings) throws IOException {
    Path library = installation.benchmarksLibrary();
    if (!Files.exists(library.resolve("benchmarks.jar"))) {
      throw Failure.refused("%s is missing: run mvn package", library.resolve("benchmarks.jar"));
    }
    Path file = installation.run().resolve("bench.properties");
    StringWriter text = new StringWriter();
    settings.store(text, null);
    cleanup.add(() -> Files.deleteIfExists(file));
    PrivateFile.write(file, text.toString());
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(JVM_FLAGS);
    words.addAll(List.of("-cp", library + "/*", main, part, file.toString()));
    Process process = new ProcessBuilder(words).inheritIO().start();
    cleanup.add(process::destroy);
    int code = exitCode(process);
    if (code != 0 && !cleanup.interrupted()) {
      terminal.say("its logs are in %s", installation.logs());
      throw Failure.failed("%s ended with %d", part, code);
    }
  }

  /** What it has measured, in the order in which it told. */
  Map<String, Double> figures(Path folder) throws IOException {
    return new ObjectMapper()
        .readValue(
            folder.resolve("figures.json").toFile(),
            new TypeReference<LinkedHashMap<String, Double>>() {});
  }

  private static int exitCode(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.failed("interrupted");
    }
  }
}
