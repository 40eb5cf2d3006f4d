/** Times in which agents and jobs may be silent. */
@NullMarked
package io.vigia.router.maintenance;

import org.jspecify.annotations.NullMarked;
