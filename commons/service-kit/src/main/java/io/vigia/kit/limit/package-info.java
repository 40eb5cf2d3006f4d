/** The limits that can be configured, and the one on distinct metrics. docs/limits.md has all. */
@NullMarked
package io.vigia.kit.limit;

import org.jspecify.annotations.NullMarked;
