package io.vigia.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TakenPortTest {

  @TempDir Path folder;

  @Test
  void shouldEndThePlatformWithOneClearLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ports ports = new Ports(0, taken.getLocalPort(), 0, 0);
      Path log = folder.resolve("platform.log");
      Process platform =
          LocalPlatform.launch(
              StartedPlatform.LIB_DIR,
              folder.resolve("home"),
              ports,
              Mode.PERSISTENT,
              OptionalLong.empty(),
              log);
      PlatformFailure refused =
          assertThrows(
              PlatformFailure.class,
              () -> LocalPlatform.awaitReady(platform, folder.resolve("home"), log));
      assertEquals(
          "the platform did not start:\nplatform: port %d on 127.0.0.1, wanted for PostgreSQL, is taken by another process: end that process or set VIGIA_POSTGRES_PORT"
              .formatted(taken.getLocalPort()),
          refused.getMessage());
      assertEquals(1, platform.exitValue());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, Kafka, VIGIA_KAFKA_PORT",
    "2, OpenSearch, VIGIA_OPENSEARCH_PORT",
    "3, control, VIGIA_PLATFORM_PORT"
  })
  void shouldNameTheEngineAndTheSetting(int which, String engine, String setting) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int[] port = new int[4];
      port[which] = taken.getLocalPort();
      PlatformFailure refused =
          assertThrows(
              PlatformFailure.class, () -> new Ports(port[0], port[1], port[2], port[3]).resolve());
      assertTrue(refused.getMessage().contains(engine), refused.getMessage());
      assertTrue(refused.getMessage().endsWith(setting), refused.getMessage());
    }
  }
}
