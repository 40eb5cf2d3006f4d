/** Telling the outside that Vigía itself is alive. */
@NullMarked
package io.vigia.router.watchdog;

import org.jspecify.annotations.NullMarked;
