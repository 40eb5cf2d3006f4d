/** Doing it: one file per kind of step. */
@NullMarked
package io.vigia.remediation.step;

import org.jspecify.annotations.NullMarked;
