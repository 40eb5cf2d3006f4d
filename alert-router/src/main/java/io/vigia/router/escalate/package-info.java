/** Who else is told of alerts that nobody takes on. */
@NullMarked
package io.vigia.router.escalate;

import org.jspecify.annotations.NullMarked;
