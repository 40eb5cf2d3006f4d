/** What a person sees: lines, failures and exit codes. */
@NullMarked
package io.vigia.launcher.terminal;

import org.jspecify.annotations.NullMarked;
