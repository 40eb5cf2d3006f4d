/** The platform as its users meet it: started, used, killed and found again. */
@NullMarked
package io.vigia.platform;

import org.jspecify.annotations.NullMarked;
