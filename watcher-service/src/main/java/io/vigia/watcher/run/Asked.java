package io.vigia.watcher.run;

import io.vigia.watcher.ask.Answer;
import io.vigia.watcher.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What came back for one task.
 *
 * @param again the answers about the closed windows; none when nothing is known
 * @param startedAt when its first search left the queue
 * @param took until the answer, from when it was not asked with others that kept it waiting
 */
record Asked(Task task, Verdict verdict, List<Answer> again, Instant startedAt, Duration took) {

  /** The same, asked for the first time with others; what that took is not its own. */
  Asked since(Instant begun) {
    return new Asked(task, verdict, again, begun, took);
  }
}
