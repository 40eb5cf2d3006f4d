/** Learns what is usual. */
@NullMarked
package io.vigia.anomaly;

import org.jspecify.annotations.NullMarked;
