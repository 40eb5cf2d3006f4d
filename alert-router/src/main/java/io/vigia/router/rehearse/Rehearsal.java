package io.vigia.router.rehearse;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.router.rehearse.Difference.Moved;
import io.vigia.router.rehearse.Difference.Total;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a proposed configuration would have changed, for people.
 *
 * @param observations how many beginnings and ends of alerts it rests on
 * @param same notifications that do not differ
 * @param onlyNow at most 500 of each list, the earliest
 * @param receivers how many notifications each gets
 */
record Rehearsal(
    Instant from,
    Instant to,
    int observations,
    int same,
    int onlyNowCount,
    int onlyThenCount,
    int movedCount,
    Map<String, Total> receivers,
    List<Shown> onlyNow,
    List<Shown> onlyThen,
    List<ShownMove> moved) {

  private static final int MOST = 500;
  private static final int MOST_ALERTS = 10;

  /**
   * @param alertCount of them at most 10 are shown
   */
  record Shown(
      Instant at,
      String receiver,
      List<String> integrations,
      String groupKey,
      String reason,
      Status status,
      int alertCount,
      List<ShownAlert> alerts) {

    static Shown of(Told told) {
      return new Shown(
          told.at(),
          told.receiver(),
          told.integrations(),
          told.groupKey(),
          told.reason(),
          told.status(),
          told.alerts().size(),
          told.alerts().stream().limit(MOST_ALERTS).map(ShownAlert::of).toList());
    }
  }

  record ShownAlert(Status status, Map<String, String> labels) {
    static ShownAlert of(Alert alert) {
      return new ShownAlert(alert.status(), alert.labels().values());
    }
  }

  record ShownMove(Shown now, Shown then) {
    static ShownMove of(Moved moved) {
      return new ShownMove(Shown.of(moved.now()), Shown.of(moved.then()));
    }
  }

  static Rehearsal of(Timeline timeline, Difference difference) {
    return new Rehearsal(
        timeline.from(),
        timeline.to(),
        timeline.observations().size(),
        difference.same(),
        difference.onlyNow().size(),
        difference.onlyThen().size(),
        difference.moved().size(),
        difference.totals(),
        shown(difference.onlyNow()),
        shown(difference.onlyThen()),
        difference.moved().stream().limit(MOST).map(ShownMove::of).toList());
  }

  private static List<Shown> shown(List<Told> told) {
    return told.stream().limit(MOST).map(Shown::of).toList();
  }
}
