/** Proving it: one file per kind of probe. */
@NullMarked
package io.vigia.remediation.verify;

import org.jspecify.annotations.NullMarked;
