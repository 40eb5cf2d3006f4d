package io.vigia.launcher.soak;

import io.vigia.launcher.soak.Records.Sent;
import io.vigia.launcher.suite.Http;
import io.vigia.launcher.terminal.Failure;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Sends as Prometheus and Alertmanager do: one request at a time, the same one again until it is
 * answered with 200. Only then it counts as sent.
 */
final class Sender extends Worker {

  private static final Duration IDLE = Duration.ofMillis(50);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final int OK = 200;
  private static final Set<Integer> TOLD_TO_WAIT = Set.of(408, 429);

  private final String address;
  private final Http http;
  private final Source source;
  private final RecordFiles records;
  private final Outstanding outstanding;
  private final Clock clock;
  private volatile Optional<Batch> unanswered = Optional.empty();
  private int tries;

  Sender(
      String address,
      Http http,
      Source source,
      RecordFiles records,
      Outstanding outstanding,
      Clock clock) {
    super("sender of " + address);
    this.address = address;
    this.http = http;
    this.source = source;
    this.records = records;
    this.outstanding = outstanding;
    this.clock = clock;
  }

  /** Whether all is acknowledged that its source had and will have. */
  boolean finished() {
    return source.exhausted() && unanswered.isEmpty();
  }

  @Override
  Duration turn() throws IOException {
    if (unanswered.isEmpty()) {
      unanswered = source.next(clock.instant());
      tries = 0;
    }
    if (unanswered.isEmpty()) {
      return IDLE;
    }
    tries++;
    if (!taken(unanswered.get())) {
      Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries - 1, 4));
      return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
    note(unanswered.get());
    unanswered = Optional.empty();
    return Duration.ZERO;
  }

  private boolean taken(Batch batch) {
    Http.Answer answer;
    try {
      answer = http.post(address, "application/json", batch.body());
    } catch (IOException away) {
      return false;
    }
    if (answer.status() / 100 == 4 && !TOLD_TO_WAIT.contains(answer.status())) {
      throw Failure.failed("it answered %d: %s", answer.status(), answer.body());
    }
    return answer.status() == OK;
  }

  private void note(Batch batch) throws IOException {
    String now = clock.instant().toString();
    records.sent(
        batch.statements().stream()
            .map(each -> new Sent(now, each.episode(), each.status(), tries))
            .toList());
    batch.statements().forEach(outstanding::acknowledged);
  }
}
