package io.vigia.router.audit;

import java.time.Instant;
import java.util.Map;

/**
 * A change as people read of it.
 *
 * @param seq grows from entry to entry
 * @param actor the name of the user or key
 */
public record AuditEntry(
    long seq,
    Instant at,
    String actor,
    String role,
    String action,
    String object,
    Map<String, String> detail) {}
