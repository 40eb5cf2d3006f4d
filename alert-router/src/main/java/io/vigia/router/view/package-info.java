/** What is there now, as Alertmanager answers it: alerts, groups, receivers, status. */
@NullMarked
package io.vigia.router.view;

import org.jspecify.annotations.NullMarked;
