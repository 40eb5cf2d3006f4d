/** Jobs that report by a URL, and what becomes of those that do not. */
@NullMarked
package io.vigia.router.push;

import org.jspecify.annotations.NullMarked;
