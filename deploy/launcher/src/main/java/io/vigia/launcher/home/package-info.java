/** The folder of a running suite: its ports, keys and configuration files. */
@NullMarked
package io.vigia.launcher.home;

import org.jspecify.annotations.NullMarked;
