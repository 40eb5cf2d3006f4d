/** Routes what fires to whom it concerns. */
@NullMarked
package io.vigia.router;

import org.jspecify.annotations.NullMarked;
