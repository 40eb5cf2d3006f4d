package io.vigia.watcher.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.watcher.cli.Summary.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParameterException;

class OptionsTest {

  private static final String ROOT = "quarkus.log.level";
  private static final String OWN = "quarkus.log.category.\"io.vigia\".level";
  private static final String QUERIES = "quarkus.log.category.\"io.vigia.watcher.query\".level";

  @Test
  void shouldChangeNothingWithoutOptions() {
    Options options = Options.parse();
    assertFalse(options.once());
    assertFalse(options.force());
    assertEquals(Map.of(), options.settings());
  }

  @Test
  void shouldNeitherListenNorLoopForOneCycle() {
    Options options = Options.parse("--once", "--force");
    assertTrue(options.once() && options.force());
    assertEquals("false", options.settings().get("quarkus.http.host-enabled"));
    assertEquals("false", options.settings().get("vigia.watcher.runs.enabled"));
  }

  @ParameterizedTest
  @CsvSource({"1,INFO,DEBUG,DEBUG", "2,ERROR,ERROR,DEBUG", "3,WARN,WARN,WARN"})
  void shouldHaveTheLevelsOfR4(String level, String root, String own, String queries) {
    Map<String, String> settings = Options.parse("-d", level).settings();
    assertEquals(Map.of(ROOT, root, OWN, own, QUERIES, queries), settings);
    assertEquals(settings, Options.parse("--debug=" + level).settings());
  }

  @Test
  void shouldTakeTheFirstLevelWhenNoneIsNamed() {
    assertEquals(Options.parse("-d", "1").settings(), Options.parse("-d").settings());
    assertTrue(Options.parse("-d", "--once").once());
  }

  @Test
  void shouldWriteTheLogFileOfR4() {
    var settings = Options.parse("--log-file").settings();
    assertEquals("true", settings.get("quarkus.log.file.enabled"));
    assertEquals("logs/elasticsearch_monitor.log", settings.get("quarkus.log.file.path"));
    assertEquals("false", settings.get("quarkus.log.file.json.enabled"), "for people");
    assertEquals(
        "false", settings.get("quarkus.log.file.rotation.rotate-on-boot"), "cycles write on");
    assertEquals(
        "x.log", Options.parse("--log-file", "x.log").settings().get("quarkus.log.file.path"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-d 0", "-d 4", "-d x", "--twice", "stray"})
  void shouldRefuseWhatItDoesNotKnow(String line) {
    assertThrows(ParameterException.class, () -> Options.parse(line.split(" ", -1)));
  }

  @Test
  void shouldEndWithTheWorst() {
    assertEquals(0, summary().exitCode());
    assertEquals(0, summary("ok").exitCode());
    assertEquals(1, summary("ok", "unknown", "firing").exitCode());
    assertEquals(2, summary("ok", "unknown").exitCode());
  }

  @Test
  void shouldPrintProblemsOnlyWhenAsked() {
    assertEquals(
        List.of(
            "ok       w {k=1}  because",
            "firing   w {k=1}  because",
            "2 checked: 1 ok, 1 firing, 0 unknown"),
        summary("ok", "firing").lines(false));
    assertEquals(
        List.of("firing   w {k=1}  because", "2 checked: 1 ok, 1 firing, 0 unknown"),
        summary("ok", "firing").lines(true));
    assertEquals(List.of(), summary("ok").lines(true));
  }

  @Test
  void shouldSayHowManyDidNotRun() {
    assertEquals(
        List.of("0 checked: 0 ok, 0 firing, 0 unknown; 12 are not due (--force runs them too)"),
        new Summary(List.of(), 12, false).lines(false));
    assertEquals(
        List.of("0 checked: 0 ok, 0 firing, 0 unknown; 1 run elsewhere now"),
        new Summary(List.of(), 1, true).lines(false));
  }

  private static Summary summary(String... verdicts) {
    return new Summary(
        List.of(verdicts).stream().map(v -> new Outcome("w", "k=1", v, "because")).toList(),
        0,
        false);
  }
}
