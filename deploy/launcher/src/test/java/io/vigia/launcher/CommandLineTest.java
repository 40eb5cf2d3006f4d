package io.vigia.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.launcher.home.Installation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {

  @TempDir Path folder;
  private final StringWriter errors = new StringWriter();

  @Test
  void shouldListTheServicesForAnUnknownOne() {
    assertEquals(2, run("restart", "anomaly"));
    assertTrue(errors.toString().contains("there is no service 'anomaly'"), errors.toString());
    assertTrue(errors.toString().contains("heartbeat-agent"), errors.toString());
  }

  @Test
  void shouldRefuseWhatItDoesNotKnow() {
    assertEquals(2, run("fly"));
    assertEquals(2, run("up", "--fast"));
    assertEquals(2, run("load", "no-such-file"));
    assertEquals(2, run("bench", "fly"));
    assertEquals(2, run("bench", "start", "--fast"));
    assertEquals(2, run("bench", "--minutes", "1"));
    assertEquals(2, run("bench", "watchers", "--minutes", "0"));
    assertEquals(2, run("bench", "watchers", "--documents", "many"));
    assertEquals(2, run("routes"));
    assertEquals(2, run("routes", "test"));
    assertEquals(2, run("bench", "deadman", "--agents", "20000"));
    assertEquals(2, run("soak"));
    assertEquals(2, run("soak", "0"));
    assertEquals(2, run("soak", "2", "--rate", "0"));
    assertEquals(2, run("receivers"));
    assertEquals(2, run("receivers", "test"));
  }

  @Test
  void shouldNotRestartWhatIsNotUp() {
    assertEquals(3, run("restart", "alert-router"));
    assertTrue(errors.toString().contains("run ./vigia up"), errors.toString());
  }

  @Test
  void shouldSayThatTheRouterIsNotBuilt() {
    assertEquals(3, run("routes", "test", "routing.test.yml"));
    assertTrue(errors.toString().contains("run ./vigia up"), errors.toString());
  }

  @Test
  void shouldSayThatNothingWasStarted() {
    assertEquals(1, run("status"));
    assertEquals(0, run("down"));
    assertFalse(Files.exists(folder.resolve("home")), "looking must leave no trace");
  }

  @Test
  void shouldNameThePlaceThatCannotBeWritten() throws Exception {
    Files.writeString(folder.resolve("home"), "a file");

    assertEquals(3, run("up"));
    assertTrue(errors.toString().contains("set VIGIA_HOME"), errors.toString());
  }

  private int run(String... arguments) {
    CommandLine line =
        Vigia.commandLine(new Installation(folder, folder.resolve("home")), Map.of());
    line.setErr(new PrintWriter(errors, true));
    return line.execute(arguments);
  }
}
