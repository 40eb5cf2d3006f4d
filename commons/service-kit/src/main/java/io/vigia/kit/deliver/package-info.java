/** What a receiver answered to a try of telling it something, and what becomes of it then. */
@NullMarked
package io.vigia.kit.deliver;

import org.jspecify.annotations.NullMarked;
