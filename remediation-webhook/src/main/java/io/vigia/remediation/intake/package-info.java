/** Wishes for repair: the router's requests and Alertmanager's webhook. */
@NullMarked
package io.vigia.remediation.intake;

import org.jspecify.annotations.NullMarked;
