package io.vigia.agent.page;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * An alert event of this agent.
 *
 * @param id the event's id, here and in Kafka
 * @param target what it is about
 * @param spooled Kafka does not have it yet
 * @param paged the webhook has it
 * @param tries how often it was sent to the webhook
 * @param nextTry not before then
 */
record Told(
    UUID id,
    String target,
    Alert alert,
    Instant time,
    boolean spooled,
    boolean paged,
    int tries,
    Instant nextTry) {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  boolean fires() {
    return alert.status() == Status.FIRING;
  }

  /** The webhook may know of it, even if its answer was lost. */
  boolean mayBeKnown() {
    return paged || tries > 0;
  }

  /** The time to wait after one more try that fails. */
  Duration pause() {
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(tries, 10));
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }
}
