package io.vigia.kit.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.vigia.kit.identity.Attempts.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttemptsTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Attempts attempts = new Attempts(10, MINUTE, Duration.ofHours(24));

  @BeforeEach
  void someoneWithAKeyThatWorks() {
    assertEquals(new Verdict.Accepted(), judge("a", "known", true, NOON));
  }

  @Test
  void shouldSayHowLongToWaitAfterTenWrongOnes() {
    guess(10);
    assertEquals(
        new Verdict.TooMany(Duration.ofSeconds(50)), judge("a", "x", false, NOON.plusSeconds(10)));
  }

  @Test
  void shouldNotTellThatAGuessWasRight() {
    guess(10);
    assertEquals(new Verdict.TooMany(MINUTE), judge("a", "right", true, NOON));
    assertEquals(new Verdict.TooMany(MINUTE), judge("a", "right", true, NOON));
  }

  @Test
  void shouldBarWhatHasNotWorkedFromThereBeforeItIsLookedAt() {
    assertEquals(Optional.empty(), attempts.bar("a", "x", NOON));
    guess(10);
    assertEquals(Optional.of(MINUTE), attempts.bar("a", "x", NOON));
    assertEquals(Optional.empty(), attempts.bar("a", "known", NOON));
    assertEquals(Optional.empty(), attempts.bar("b", "x", NOON));
    assertEquals(Optional.empty(), attempts.bar("a", "x", NOON.plus(MINUTE)));
  }

  @Test
  void shouldLetGoOnWhoseKeyHasWorkedFromThere() {
    guess(10);
    assertEquals(new Verdict.Accepted(), judge("a", "known", true, NOON));
    assertInstanceOf(Verdict.TooMany.class, judge("a", "other", true, NOON));
  }

  @Test
  void shouldNotLetGoOnWhatWorkedElsewhereOrLongAgoOrNoLonger() {
    judge("b", "elsewhere", true, NOON);
    guess(10);
    assertInstanceOf(Verdict.TooMany.class, judge("a", "elsewhere", true, NOON));
    assertInstanceOf(Verdict.TooMany.class, judge("a", "known", false, NOON));
    Instant nextDay = NOON.plus(Duration.ofHours(25));
    for (int i = 0; i < 10; i++) {
      judge("a", "wrong" + i, false, nextDay);
    }
    assertInstanceOf(Verdict.TooMany.class, judge("a", "known", true, nextDay));
  }

  @Test
  void shouldAllowTenInAnyMinuteAndHoldOneAddressForItselfAlone() {
    guess(10);
    assertEquals(new Verdict.Accepted(), judge("b", "right", true, NOON));
    assertEquals(new Verdict.Accepted(), judge("a", "right", true, NOON.plus(MINUTE)));
    assertEquals(new Verdict.Wrong(), judge("a", "x", false, NOON.plus(MINUTE)));
  }

  @Test
  void shouldNotBeHeldForeverByAttemptsThatWereNotLookedAt() {
    guess(10);
    for (int second = 0; second < 60; second++) {
      assertInstanceOf(
          Verdict.TooMany.class, judge("a", "x" + second, false, NOON.plusSeconds(second)));
    }
    assertEquals(new Verdict.Accepted(), judge("a", "right", true, NOON.plus(MINUTE)));
  }

  @Test
  void shouldRememberNoMoreThanItSays() {
    for (int i = 0; i < Attempts.REMEMBERED + 500; i++) {
      judge("address" + i, "x", false, NOON);
      judge("address" + i, "right", true, NOON);
    }
    assertEquals(Attempts.REMEMBERED, attempts.remembered());
  }

  @Test
  void shouldTakeAHostsIpv6NetworkForOneSource() {
    assertEquals(Attempts.source("2001:db8::1"), Attempts.source("2001:db8:0:0:ffff::9"));
    assertNotEquals(Attempts.source("2001:db8::1"), Attempts.source("2001:db8:0:1::1"));
    assertNotEquals(Attempts.source("10.0.0.1"), Attempts.source("10.0.0.2"));
    assertEquals("unknown", Attempts.source("::what a proxy may say"));
    assertEquals(45, Attempts.source("x".repeat(10_000)).length());
  }

  private void guess(int times) {
    for (int i = 0; i < times; i++) {
      assertEquals(new Verdict.Wrong(), judge("a", "wrong" + i, false, NOON));
    }
  }

  private Verdict judge(String source, String digest, boolean valid, Instant now) {
    return attempts.judge(source, digest, valid, now);
  }
}
