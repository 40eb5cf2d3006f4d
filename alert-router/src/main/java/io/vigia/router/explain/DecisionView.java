package io.vigia.router.explain;

import java.time.Instant;

/**
 * What a flush decided of an alert.
 *
 * @param detail ids of silences, fingerprints of inhibiting alerts, names of times, or why the
 *     group spoke
 * @param startsAt of the episode that it was about
 */
record DecisionView(
    Instant at, Reason reason, String detail, String receiver, String groupKey, Instant startsAt) {}
