/** What would be told, by another routing or of alerts that never were: a fake clock, no I/O. */
@NullMarked
package io.vigia.router.rehearse;

import org.jspecify.annotations.NullMarked;
