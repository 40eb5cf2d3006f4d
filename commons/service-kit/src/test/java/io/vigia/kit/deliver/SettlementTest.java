package io.vigia.kit.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettlementTest {

  private static final Duration DAY = Duration.ofHours(24);

  @Test
  void shouldBeDoneWhenTheReceiverHasIt() {
    assertInstanceOf(
        Settlement.Delivered.class,
        Settlement.of(Receipt.ofHttp(204, null), 1, Duration.ZERO, DAY));
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "3,4", "9,256", "10,300", "60,300"})
  void shouldBackOffUpToFiveMinutes(int attempts, long seconds) {
    var receipt = new Receipt.NotNow("HTTP 503", Optional.empty());
    assertEquals(
        new Settlement.Retry(Duration.ofSeconds(seconds), "HTTP 503"),
        Settlement.of(receipt, attempts, Duration.ZERO, DAY));
  }

  @Test
  void shouldWaitAsLongAsTheReceiverAsks() {
    assertEquals(
        new Settlement.Retry(Duration.ofSeconds(77), "HTTP 429"),
        Settlement.of(Receipt.ofHttp(429, "77"), 1, Duration.ZERO, DAY));
  }

  @Test
  void shouldBackOffEvenIfTheReceiverAsksForLess() {
    assertEquals(
        new Settlement.Retry(Duration.ofSeconds(8), "HTTP 503"),
        Settlement.of(Receipt.ofHttp(503, "0"), 4, Duration.ZERO, DAY));
  }

  @Test
  void shouldKeepOfAReasonWhatCanBeStored() {
    assertEquals("no  way", new Receipt.Rejected("no \0way").why());
    var wordy = new Receipt.NotNow("x".repeat(Receipt.MAX_WHY + 1), Optional.empty());
    assertEquals(Receipt.MAX_WHY, wordy.why().length());
  }

  @Test
  void shouldNotInsistOnWhatIsRejected() {
    assertInstanceOf(
        Settlement.Dead.class, Settlement.of(Receipt.ofHttp(422, null), 1, Duration.ZERO, DAY));
  }

  @Test
  void shouldGiveUpAfterTheTimeThatIsSet() {
    var receipt = new Receipt.NotNow("refused", Optional.empty());
    assertInstanceOf(
        Settlement.Retry.class, Settlement.of(receipt, 300, Duration.ofHours(23), DAY));
    assertInstanceOf(Settlement.Dead.class, Settlement.of(receipt, 300, DAY, DAY));
  }
}
