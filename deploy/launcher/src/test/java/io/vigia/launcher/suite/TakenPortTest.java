package io.vigia.launcher.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vigia.launcher.home.Listener;
import io.vigia.launcher.home.Ports;
import io.vigia.launcher.home.Service;
import io.vigia.launcher.terminal.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class TakenPortTest {

  @Test
  void shouldNameThePortItsHolderAndTheVariable() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      Ports ports = Ports.choose(Map.of("VIGIA_ANOMALY_PORT", port), Optional.empty());

      Failure failure =
          assertThrows(
              Failure.class,
              () -> Preconditions.freePorts(List.<Listener>of(Service.ANOMALY_SERVICE), ports));

      assertEquals(
          "port %s, wanted for anomaly-service, is taken by java (pid %d): end that process or set VIGIA_ANOMALY_PORT to a free port"
              .formatted(port, ProcessHandle.current().pid()),
          failure.getMessage());
    }
  }
}
