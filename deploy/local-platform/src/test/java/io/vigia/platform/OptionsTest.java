package io.vigia.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

  @Test
  void shouldTakeDefaultsForAllButTheHome() {
    assertEquals(
        new Options(
            Path.of("/data"),
            Path.of("/data/postgres-bin"),
            Ports.free(),
            Mode.PERSISTENT,
            OptionalLong.empty()),
        Options.parse(List.of("--home", "/data")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--kafka-port 1",
        "--home",
        "--home /data --colour red",
        "--home /data --kafka-port many",
        "--home /data --kafka-port 70000",
        "--home /data --mode sometimes"
      })
  void shouldRefuseWhatItDoesNotKnow(String arguments) {
    assertThrows(PlatformFailure.class, () -> Options.parse(List.of(arguments.split(" "))));
  }
}
