/**
 * Go's text templates as far as Alertmanager's users write them: scanned, parsed, run within
 * bounds. What a template can reach are the values of this package, never a class by reflection.
 */
@NullMarked
package io.vigia.router.template;

import org.jspecify.annotations.NullMarked;
