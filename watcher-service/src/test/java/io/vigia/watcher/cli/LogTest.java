package io.vigia.watcher.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import io.vigia.platform.PlatformTestResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cycles print and write with each level; the one watcher there is knows nothing. */
@QuarkusMainTest
@QuarkusTestResource(PlatformTestResource.class)
class LogTest {

  private static final String SIZE = "quarkus.log.file.rotation.max-file-size";
  private static final String RESULT = "errors-in-own-logs  MISSING_INDEX";
  private static final String QUERY = "[i.v.w.query] -> default ";
  private static final String ANSWER = "[i.v.w.query] <- default ";
  private static final String OTHER = "INFO  [i.quarkus] watcher-service ";

  @TempDir Path folder;

  /** The command line's settings are the process's; the next test has its own. */
  @AfterEach
  void forget() {
    Options.parse("--once", "-d", "--log-file").settings().keySet().forEach(System::clearProperty);
    System.clearProperty(SIZE);
  }

  @Test
  void shouldShowAllOnTheFirstLevel(QuarkusMainLauncher launcher) {
    String out = cycle(launcher, "-d", "1");
    shows(out, QUERY, ANSWER, OTHER, RESULT);
  }

  @Test
  void shouldShowQueriesOnTheSecond(QuarkusMainLauncher launcher) {
    String out = cycle(launcher, "-d", "2");
    shows(out, QUERY, ANSWER, RESULT);
    assertFalse(out.contains(OTHER), out);
  }

  @Test
  void shouldShowProblemsOnTheThird(QuarkusMainLauncher launcher) {
    String out = cycle(launcher, "-d", "3");
    shows(out, RESULT);
    assertFalse(out.contains(QUERY) || out.contains(ANSWER) || out.contains(OTHER), out);
  }

  @Test
  void shouldWriteOnAndRotateByItsSize(QuarkusMainLauncher launcher) throws IOException {
    Path log = folder.resolve("logs/monitor.log");
    String out = cycle(launcher, "-d", "1", "--log-file", log.toString());
    shows(out, QUERY);
    shows(Files.readString(log), "-> default ");
    cycle(launcher, "-d", "1", "--log-file", log.toString());
    assertEquals(List.of("monitor.log"), written(log));
    List<String> lines = Files.readAllLines(log);
    assertEquals(
        2,
        lines.stream().filter(line -> line.contains("-> default ")).count(),
        () -> String.join("\n", lines));
    assertFalse(lines.get(0).startsWith("{"), "for people: " + lines.get(0));

    System.setProperty(SIZE, "1K");
    cycle(launcher, "-d", "1", "--log-file", log.toString());
    assertEquals(
        List.of("monitor.log", "monitor.log.1", "monitor.log.2", "monitor.log.3"), written(log));
  }

  private static List<String> written(Path log) throws IOException {
    try (Stream<Path> files = Files.list(log.getParent())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void shows(String out, String... parts) {
    for (String part : parts) {
      assertTrue(out.contains(part), "no '" + part + "' in:\n" + out);
    }
  }

  private static String cycle(QuarkusMainLauncher launcher, String... more) {
    String[] arguments =
        Stream.concat(Stream.of("--once", "--force"), Stream.of(more)).toArray(String[]::new);
    LaunchResult result = launcher.launch(arguments);
    assertEquals(2, result.exitCode(), result.getOutput() + result.getErrorOutput());
    return result.getOutput() + result.getErrorOutput();
  }
}
