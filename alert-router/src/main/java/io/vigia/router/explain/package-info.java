/** Why an alert was told or not: to whom, when, by which rule. */
@NullMarked
package io.vigia.router.explain;

import org.jspecify.annotations.NullMarked;
