package io.vigia.router.deliver;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Labels;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a group has to say to one receiver, before it takes the form of a notifier.
 *
 * @param omitted alerts of the group for which there was no room; none when absent
 */
public record Notification(
    String tenant,
    String receiver,
    String groupKey,
    Labels groupLabels,
    List<Alert> alerts,
    Omitted omitted,
    URI externalUrl) {

  /** The annotation that says why somebody else is told. */
  static final String NOTE = "vigia_note";

  /** How many alerts were left out, by status. */
  public record Omitted(int firing, int resolved) {
    public static final Omitted NONE = new Omitted(0, 0);

    int sum() {
      return firing + resolved;
    }
  }

  public Notification {
    omitted = omitted == null ? Omitted.NONE : omitted;
    alerts = alerts.stream().sorted(AlertOrder.ALERTMANAGERS).toList();
  }

  @JsonIgnore
  public Status status() {
    return alerts.stream().anyMatch(a -> a.status() == Status.FIRING)
        ? Status.FIRING
        : Status.RESOLVED;
  }

  /** Without what has ended; empty when nothing fires. */
  Optional<Notification> firingOnly() {
    var firing = alerts.stream().filter(a -> a.status() == Status.FIRING).toList();
    return firing.isEmpty()
        ? Optional.empty()
        : Optional.of(with(firing, new Omitted(omitted.firing(), 0)));
  }

  /** The same about others of its alerts. */
  Notification with(List<Alert> others) {
    return with(others, omitted);
  }

  private Notification with(List<Alert> others, Omitted left) {
    return new Notification(tenant, receiver, groupKey, groupLabels, others, left, externalUrl);
  }

  /** The same for another receiver, each alert with a note that says why. */
  Notification handedTo(String other, String note) {
    return new Notification(
        tenant,
        other,
        groupKey,
        groupLabels,
        alerts.stream().map(alert -> noted(alert, note)).toList(),
        omitted,
        externalUrl);
  }

  private static Alert noted(Alert alert, String note) {
    var annotations = new TreeMap<>(alert.annotations());
    annotations.put(NOTE, note);
    int size =
        annotations.entrySet().stream()
            .mapToInt(e -> e.getKey().length() + e.getValue().length())
            .sum();
    return size > Alert.MAX_ANNOTATIONS
        ? alert
        : new Alert(
            alert.tenant(),
            alert.status(),
            alert.labels(),
            annotations,
            alert.startsAt(),
            alert.endsAt(),
            alert.observedAt(),
            alert.value(),
            alert.source(),
            alert.generatorURL(),
            alert.remediation());
  }

  /**
   * With its first alerts only; the others are counted as left out.
   *
   * @param most 0 for all
   */
  Notification limited(int most) {
    if (most <= 0 || alerts.size() <= most) {
      return this;
    }
    var left = alerts.subList(most, alerts.size());
    int firing = (int) left.stream().filter(a -> a.status() == Status.FIRING).count();
    return new Notification(
        tenant,
        receiver,
        groupKey,
        groupLabels,
        alerts.subList(0, most),
        new Omitted(omitted.firing() + firing, omitted.resolved() + left.size() - firing),
        externalUrl);
  }
}
