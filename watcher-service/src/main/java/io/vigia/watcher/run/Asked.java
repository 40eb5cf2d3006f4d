package io.vigia.watcher.run;

import io.vigia.watcher.ask.Answer;
import io.vigia.watcher.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What came back for one task.
 *
 * @param again the answer about the closed window, if there was one
 * @param startedAt when its search left the queue
 * @param took until the answer
 */
record Asked(
    Task task, Verdict verdict, Optional<Answer> again, Instant startedAt, Duration took) {}
