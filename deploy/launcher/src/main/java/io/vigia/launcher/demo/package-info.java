/** The main job before a person's eyes: a killed service comes back. */
@NullMarked
package io.vigia.launcher.demo;

import org.jspecify.annotations.NullMarked;
