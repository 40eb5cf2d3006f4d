/** From what is due to few searches, and from their answers to findings. Pure. */
@NullMarked
package io.vigia.watcher.ask;

import org.jspecify.annotations.NullMarked;
