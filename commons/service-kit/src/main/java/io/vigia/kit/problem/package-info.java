/**
 * The one error path: what a caller did wrong becomes problem+json that names the field at fault.
 */
@NullMarked
package io.vigia.kit.problem;

import org.jspecify.annotations.NullMarked;
