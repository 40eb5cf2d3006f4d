/** Who changed what, written in the transaction of the change. */
@NullMarked
package io.vigia.router.audit;

import org.jspecify.annotations.NullMarked;
