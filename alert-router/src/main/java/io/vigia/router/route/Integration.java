package io.vigia.router.route;

/**
 * One way in which a receiver is told, with its settings read by the notifier of that type.
 *
 * @param type {@code webhook} for an entry of {@code webhook_configs}
 * @param name stable within the receiver, for lanes, logs and metrics
 * @param settings the notifier's own record
 * @param sendResolved whether it hears of the end as well
 * @param forPeople whether many messages at once hurt, so that a rate limit counts
 * @param terms throttle, rate limit and fallback
 */
public record Integration(
    String type,
    String name,
    Object settings,
    boolean sendResolved,
    boolean forPeople,
    Terms terms) {

  /** One that is told whatever there is. */
  public Integration(String type, String name, Object settings, boolean sendResolved) {
    this(type, name, settings, sendResolved, true, Terms.NONE);
  }

  /** On the terms that its receiver states. */
  Integration on(Terms receiver) {
    return new Integration(
        type, name, settings, sendResolved, forPeople, terms.of(receiver, forPeople));
  }
}
