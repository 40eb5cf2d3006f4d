package io.vigia.router.ack;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.vigia.contracts.Alert;
import org.jspecify.annotations.Nullable;

/**
 * An alert for people.
 *
 * @param acknowledgement the one that counts now, if one does
 */
record AlertDetail(@JsonUnwrapped Alert alert, String fingerprint, @Nullable Ack acknowledgement) {}
