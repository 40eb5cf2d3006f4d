/** How many rows of a kind each tenant may have. */
@NullMarked
package io.vigia.kit.quota;

import org.jspecify.annotations.NullMarked;
