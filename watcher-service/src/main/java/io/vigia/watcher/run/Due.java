package io.vigia.watcher.run;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A watcher whose time has come, leased to this process.
 *
 * @param at the due time, which names the window
 * @param token of the lease; grows with each run
 * @param version of the definition now
 * @param judged version of the definition that its state is of; 0 before the first run
 * @param verdict the word of the last run's
 * @param slow whether its last search was
 * @param askedUntil where its last window ended; null before the first
 * @param leftOut the first due time that is left out before this one, since it is too old; null
 *     when none is
 */
record Due(
    UUID watcher,
    Instant at,
    long token,
    int version,
    int judged,
    String verdict,
    boolean slow,
    @Nullable Instant askedUntil,
    @Nullable Instant leftOut) {

  /** The same, due later: what came due before is left out. */
  Due instead(Instant later) {
    return later.equals(at)
        ? this
        : new Due(watcher, later, token, version, judged, verdict, slow, askedUntil, at);
  }
}
