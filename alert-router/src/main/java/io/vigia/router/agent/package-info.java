/** Which agents report, and what they last said. */
@NullMarked
package io.vigia.router.agent;

import org.jspecify.annotations.NullMarked;
