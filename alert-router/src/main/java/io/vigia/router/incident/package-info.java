/** What belongs to one cause, on one timeline. */
@NullMarked
package io.vigia.router.incident;

import org.jspecify.annotations.NullMarked;
