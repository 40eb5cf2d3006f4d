package io.vigia.router.explain;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.router.deliver.AlertDelivery;
import io.vigia.router.group.AlertGroupStore.Place;
import io.vigia.router.mute.Mutes.Inhibitor;
import io.vigia.router.mute.Silence;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why an alert was told or not, for people.
 *
 * @param status as it is now: an alert whose source no longer vouches for it has ended
 * @param asOf when this was so
 * @param routes one for each route that takes it, in the order of the tree; then those that took it
 *     before the routes changed, while their groups live
 * @param history what flushes decided, where that changed, the newest first
 */
record ExplainedAlert(
    String fingerprint,
    Map<String, String> labels,
    Status status,
    Instant startsAt,
    @Nullable Instant endsAt,
    Instant asOf,
    List<OnRoute> routes,
    List<DecisionView> history) {

  /**
   * @param route the path of matchers from the root
   * @param until when the reason may change by itself, if that is known
   * @param nextFlushAt when the group is looked at next
   * @param toldAt when the group last spoke, whomever of
   * @param repeatsAt when it repeats what it said, if nothing else happens
   */
  record OnRoute(
      String route,
      String receiver,
      String groupKey,
      Reason reason,
      String text,
      @Nullable Instant until,
      @Nullable Instant nextFlushAt,
      @Nullable Instant toldAt,
      @Nullable Instant repeatsAt,
      List<String> mutedBy,
      List<SilencedBy> silencedBy,
      List<InhibitedBy> inhibitedBy,
      List<AlertDelivery> deliveries) {

    static OnRoute of(Situation s, String groupKey, Instant now) {
      Explanation explanation = Explanation.of(s, now);
      return new OnRoute(
          s.route().id(),
          s.route().receiver(),
          groupKey,
          explanation.reason(),
          explanation.text(),
          explanation.until().orElse(null),
          s.due().orElse(null),
          s.place().flatMap(Place::notifiedAt).orElse(null),
          s.repeatsAt().orElse(null),
          s.mutedTimes(),
          s.silences().stream().map(SilencedBy::of).toList(),
          s.inhibitors().stream().map(InhibitedBy::of).toList(),
          s.deliveries());
    }
  }

  record SilencedBy(
      String id,
      List<String> matchers,
      String createdBy,
      String comment,
      Instant startsAt,
      Instant endsAt,
      boolean expireOnResolve) {

    static SilencedBy of(Silence silence) {
      return new SilencedBy(
          silence.id().toString(),
          silence.texts(),
          silence.createdBy(),
          silence.comment(),
          silence.startsAt(),
          silence.endsAt(),
          silence.expiresOnResolve());
    }
  }

  /**
   * @param rule its number among {@code inhibit_rules}, counted from 1
   * @param fingerprint of the alert that inhibits
   */
  record InhibitedBy(
      int rule,
      List<String> sourceMatchers,
      List<String> targetMatchers,
      List<String> equal,
      String fingerprint,
      Map<String, String> labels) {

    static InhibitedBy of(Inhibitor by) {
      return new InhibitedBy(
          by.number(),
          by.rule().sources().stream().map(m -> m.text()).toList(),
          by.rule().targets().stream().map(m -> m.text()).toList(),
          by.rule().equal(),
          by.source().fingerprint(),
          by.source().values());
    }
  }

  static ExplainedAlert of(
      Alert alert, boolean fires, List<OnRoute> routes, List<DecisionView> history, Instant now) {
    return new ExplainedAlert(
        alert.labels().fingerprint(),
        alert.labels().values(),
        fires ? Status.FIRING : Status.RESOLVED,
        alert.startsAt(),
        alert.endsAt(),
        now,
        routes,
        history);
  }
}
