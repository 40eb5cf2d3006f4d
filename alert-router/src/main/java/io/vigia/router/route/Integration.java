package io.vigia.router.route;

/**
 * One way in which a receiver is told, with its settings read by the notifier of that type.
 *
 * @param type {@code webhook} for an entry of {@code webhook_configs}
 * @param name stable within the receiver, for lanes, logs and metrics
 * @param settings the notifier's own record
 * @param sendResolved whether it hears of the end as well
 */
public record Integration(String type, String name, Object settings, boolean sendResolved) {}
