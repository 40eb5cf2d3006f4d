/** Whether this machine can run the suite, and what to do if not. */
@NullMarked
package io.vigia.launcher.doctor;

import org.jspecify.annotations.NullMarked;
