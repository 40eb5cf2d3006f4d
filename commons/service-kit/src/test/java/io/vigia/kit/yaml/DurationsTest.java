package io.vigia.kit.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "0,PT0S",
    "0s,PT0S",
    "30s,PT30S",
    "5m,PT5M",
    "1d12h,PT36H",
    "100ms,PT0.1S",
    "1m5ms,PT1M0.005S",
    "2w,PT336H",
    "1y,PT8760H"
  })
  void shouldReadPrometheusForm(String text, Duration duration) {
    assertEquals(duration, Durations.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "s",
        "1s1m",
        "-5s",
        "1.5h",
        "5 m",
        "99999999999999999999w",
        "999999999999999d"
      })
  void shouldRefuseWhatIsNone(String text) {
    assertThrows(IllegalArgumentException.class, () -> Durations.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "30s", "5m", "1d12h", "100ms", "1m5ms", "14d", "1h30m"})
  void shouldWriteWhatItReads(String text) {
    assertEquals(text, Durations.text(Durations.parse(text)));
  }
}
