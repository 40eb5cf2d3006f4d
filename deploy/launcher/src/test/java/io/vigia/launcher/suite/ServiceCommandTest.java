package io.vigia.launcher.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.launcher.home.Installation;
import io.vigia.launcher.home.Service;
import io.vigia.launcher.terminal.Failure;
import java.io.DataOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceCommandTest {

  @TempDir Path folder;

  @Test
  void shouldGiveEachServiceTheHeapThatItsVariableNames() throws Exception {
    assertEquals("-Xmx128m", heap(Service.WATCHER_SERVICE, Map.of()));
    var more = Map.of("VIGIA_WATCHER_MEMORY", "256m");
    assertEquals("-Xmx256m", heap(Service.WATCHER_SERVICE, more));
    assertEquals("-Xmx128m", heap(Service.ALERT_ROUTER, more));
  }

  @Test
  void shouldRefuseAHeapThatIsNoSize() {
    var wrong = Map.of("VIGIA_WATCHER_MEMORY", "much");

    Failure failure = assertThrows(Failure.class, () -> heap(Service.WATCHER_SERVICE, wrong));
    assertTrue(
        String.valueOf(failure.getMessage()).contains("VIGIA_WATCHER_MEMORY"),
        failure.getMessage());
  }

  @Test
  void shouldRunTheMainClassThatTheBuildHasChosen() throws Exception {
    var installation = new Installation(folder, folder.resolve("home"));
    Path quarkus = installation.application(Service.WATCHER_SERVICE).resolve("quarkus");
    Files.createDirectories(quarkus);
    try (var data =
        new DataOutputStream(Files.newOutputStream(quarkus.resolve("quarkus-application.dat")))) {
      data.writeInt(0xF0315432);
      data.writeInt(3);
      data.writeUTF("io.vigia.watcher.cli.Main");
    }

    assertEquals(
        "io.vigia.watcher.cli.Main",
        ServiceCommand.of(installation, Service.WATCHER_SERVICE).main());
    assertEquals(
        "io.quarkus.runner.GeneratedMain",
        ServiceCommand.of(installation, Service.ALERT_ROUTER).main());
  }

  private String heap(Service service, Map<String, String> environment) throws Exception {
    var installation = new Installation(folder, folder.resolve("home"));
    return ServiceCommand.of(installation, service).words(environment).stream()
        .filter(word -> word.startsWith("-Xmx"))
        .findFirst()
        .orElseThrow();
  }
}
