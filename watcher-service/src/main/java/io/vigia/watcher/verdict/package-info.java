/** What the answers mean: OK, firing or unknown, and when that changes. */
@NullMarked
package io.vigia.watcher.verdict;

import org.jspecify.annotations.NullMarked;
