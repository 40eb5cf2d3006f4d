package io.vigia.kit.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

class LogTextTest {

  private static final String FORGED = "no such host\n12:00:00 INFO  [vigia] all is well";

  @Test
  void shouldLeaveAnOrdinaryTextAsItIs() {
    String text = "dead letter from a/0/1:\tName ist größer";
    assertSame(text, LogText.fit(text));
  }

  @Test
  void shouldNotLetATextBeginALineOfItsOwn() {
    assertEquals("no such host\\n12:00:00 INFO  [vigia] all is well", LogText.fit(FORGED));
    assertEquals("a\\r\\u001b[2Jb\\u2028c", LogText.fit("a\r\u001b[2Jb\u2028c"));
  }

  @Test
  void shouldCutALongTextAndSayByHowMuch() {
    String cut = LogText.fit("x".repeat(LogText.MAX + 5));
    assertTrue(cut.endsWith("x … (53 characters more)"), cut.substring(LogText.MAX - 50));
    assertSame(cut, LogText.fit(cut), "what is cut is fit");
    assertTrue(LogText.isFit(LogText.fit("\u0000".repeat(LogText.MAX))));
  }

  @Test
  void shouldKeepARecordWithAFaultOnItsLines() {
    var record = new ExtLogRecord(Level.WARN, "refused: %s", ExtLogRecord.FormatStyle.PRINTF, "x");
    record.setParameters(new Object[] {FORGED});
    record.setThrown(new IllegalStateException("outer", new IllegalArgumentException(FORGED)));
    assertTrue(new LogLineWiring().isLoggable(record));
    assertFalse(record.getFormattedMessage().contains("\n"));
    var printed = new StringWriter();
    record.getThrown().printStackTrace(new PrintWriter(printed));
    assertTrue(printed.toString().startsWith("java.lang.IllegalStateException: outer"));
    assertTrue(
        printed.toString().contains("Caused by: java.lang.IllegalArgumentException: no such host"));
    assertFalse(printed.toString().lines().anyMatch(line -> line.startsWith("12:00:00")));
  }

  @Test
  void shouldLogTheFirstOfAMinuteAndCountTheOthers() {
    var seldom = new Seldom(Duration.ofMinutes(1));
    Instant noon = Instant.parse("2026-11-21T12:00:00Z");
    assertEquals(OptionalLong.of(0), seldom.next("alerts", noon));
    assertEquals(OptionalLong.empty(), seldom.next("alerts", noon.plusSeconds(1)));
    assertEquals(OptionalLong.empty(), seldom.next("alerts", noon.plusSeconds(59)));
    assertEquals(OptionalLong.of(0), seldom.next("telemetry", noon.plusSeconds(59)));
    assertEquals(OptionalLong.of(2), seldom.next("alerts", noon.plusSeconds(60)));
  }
}
