/** Whether it may be done now: one file per guard. */
@NullMarked
package io.vigia.remediation.guard;

import org.jspecify.annotations.NullMarked;
