/** The status and log page: what is watched, what is believed, and what was asked. */
@NullMarked
package io.vigia.watcher.status;

import org.jspecify.annotations.NullMarked;
