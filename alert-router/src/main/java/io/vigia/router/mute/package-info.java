/** What keeps an alert from being told: silences, inhibition, times at which nobody is told. */
@NullMarked
package io.vigia.router.mute;

import org.jspecify.annotations.NullMarked;
