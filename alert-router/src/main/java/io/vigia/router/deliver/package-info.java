/** Telling: notifications, kept until each receiver has them. */
@NullMarked
package io.vigia.router.deliver;

import org.jspecify.annotations.NullMarked;
