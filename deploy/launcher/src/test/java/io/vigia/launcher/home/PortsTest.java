package io.vigia.launcher.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.launcher.terminal.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

  @Test
  void shouldUseTheDefaultsWhenNothingIsSaid() {
    Ports ports = Ports.choose(Map.of(), Optional.empty());

    assertEquals(8080, ports.of(Service.ALERT_ROUTER));
    assertEquals(5432, ports.of(Engine.POSTGRES));
  }

  @Test
  void shouldRememberWhatTheLastStartUsed(@TempDir Path folder) throws IOException {
    Installation installation = new Installation(folder, folder.resolve("home"));
    Ports.choose(Map.of("VIGIA_ROUTER_PORT", "9080"), Optional.empty()).remember(installation);

    Optional<Ports> remembered = Ports.remembered(installation);

    assertEquals(9080, remembered.orElseThrow().of(Service.ALERT_ROUTER));
    assertEquals(
        9180,
        Ports.choose(Map.of("VIGIA_ROUTER_PORT", "9180"), remembered).of(Service.ALERT_ROUTER));
  }

  @Test
  void shouldNameTheVariableThatIsNoPort() {
    Failure failure =
        assertThrows(
            Failure.class,
            () -> Ports.choose(Map.of("VIGIA_KAFKA_PORT", "many"), Optional.empty()));

    assertEquals(
        "VIGIA_KAFKA_PORT is 'many': a port is a number from 1 to 65535", failure.getMessage());
  }

  @Test
  void shouldRefuseOnePortForTwoParts() {
    Failure failure =
        assertThrows(
            Failure.class,
            () -> Ports.choose(Map.of("VIGIA_ROUTER_PORT", "8084"), Optional.empty()));

    assertTrue(failure.getMessage().contains("VIGIA_REMEDIATION_PORT"), failure.getMessage());
  }
}
