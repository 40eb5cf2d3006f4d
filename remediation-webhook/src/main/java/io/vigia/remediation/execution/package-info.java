/** One run of one runbook for one episode, from wish to outcome. */
@NullMarked
package io.vigia.remediation.execution;

import org.jspecify.annotations.NullMarked;
