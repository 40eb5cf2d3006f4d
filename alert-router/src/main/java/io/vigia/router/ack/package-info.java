/** Who has taken on which alert, and until when. */
@NullMarked
package io.vigia.router.ack;

import org.jspecify.annotations.NullMarked;
