/** The command line: runs on, or one cycle of what is due with a status that scripts can read. */
@NullMarked
package io.vigia.watcher.cli;

import org.jspecify.annotations.NullMarked;
