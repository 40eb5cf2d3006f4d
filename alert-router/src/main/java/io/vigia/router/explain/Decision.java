package io.vigia.router.explain;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.router.group.FlushConsumer.Flush;
import io.vigia.router.group.FlushPlan;
import io.vigia.router.mute.Muted;
import io.vigia.router.route.Integration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a flush decided of one alert.
 *
 * @param detail ids of silences, fingerprints of inhibiting alerts, names of times, or why the
 *     group spoke
 */
record Decision(String fingerprint, Reason reason, String detail) {

  private static final int MAX_DETAIL = 1_000;

  Decision {
    detail = detail.replace("\0", ""); // the database takes none
    detail = detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL) : detail;
  }

  /** Of all alerts of the group but those for which there was no room. */
  static List<Decision> of(Flush flush, List<Integration> integrations) {
    var decisions = new ArrayList<Decision>();
    for (Alert alert : flush.plan().alerts()) {
      decisions.add(carried(alert, flush, integrations));
    }
    flush.muted().all().forEach(muted -> decisions.add(muted(muted, flush.muted())));
    return decisions;
  }

  private static Decision carried(Alert alert, Flush flush, List<Integration> integrations) {
    String fingerprint = alert.labels().fingerprint();
    String why = flush.plan().reason().name();
    boolean ended = alert.status() == Status.RESOLVED;
    if (flush.plan().sends()) {
      boolean heard =
          !ended
              || integrations.isEmpty()
              || integrations.stream().anyMatch(Integration::sendResolved);
      return new Decision(fingerprint, heard ? Reason.TOLD : Reason.SEND_RESOLVED_OFF, why);
    }
    return new Decision(fingerprint, untold(flush.plan(), ended), "");
  }

  private static Reason untold(FlushPlan plan, boolean ended) {
    if (plan.reason() == FlushPlan.Reason.ACKNOWLEDGED) {
      return Reason.ACKNOWLEDGED;
    }
    return ended ? Reason.RESOLVED_BEFORE_NOTIFIED : Reason.NOTHING_NEW;
  }

  private static Decision muted(String fingerprint, Muted muted) {
    List<String> times = muted.mutedBy(fingerprint);
    List<String> silences = muted.silencedBy(fingerprint);
    if (!times.isEmpty()) {
      return new Decision(fingerprint, Reason.ROUTE_MUTED, String.join(", ", times));
    }
    return silences.isEmpty()
        ? new Decision(
            fingerprint, Reason.INHIBITED, String.join(", ", muted.inhibitedBy(fingerprint)))
        : new Decision(fingerprint, Reason.SILENCED, String.join(", ", silences));
  }
}
