/** When to tell: alerts of one route and labels, flushed on their timers. */
@NullMarked
package io.vigia.router.group;

import org.jspecify.annotations.NullMarked;
