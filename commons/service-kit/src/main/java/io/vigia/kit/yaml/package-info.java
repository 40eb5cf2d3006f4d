/** YAML that people write: every complaint names file and line. */
@NullMarked
package io.vigia.kit.yaml;

import org.jspecify.annotations.NullMarked;
