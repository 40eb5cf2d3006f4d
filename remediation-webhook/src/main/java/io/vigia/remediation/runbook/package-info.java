/** What may be done: runbooks read from files. */
@NullMarked
package io.vigia.remediation.runbook;

import org.jspecify.annotations.NullMarked;
