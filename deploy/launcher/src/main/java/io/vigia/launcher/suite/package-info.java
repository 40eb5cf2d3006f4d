/** Starting, watching and ending the suite. */
@NullMarked
package io.vigia.launcher.suite;

import org.jspecify.annotations.NullMarked;
