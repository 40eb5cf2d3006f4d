/** Alerts by the thousand: what sends them, what receives the notifications, what both come to. */
@NullMarked
package io.vigia.benchmarks.alerts;

import org.jspecify.annotations.NullMarked;
