package io.vigia.router.incident;

import static io.vigia.router.Alerts.alert;
import static io.vigia.router.Alerts.at;
import static io.vigia.router.Alerts.firing;
import static io.vigia.router.Alerts.resolved;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Labels;
import io.vigia.router.incident.Incident.Repair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IncidentDecisionTest {

  private static final Optional<Instant> NOTHING = Optional.empty();

  @Test
  void shouldBeginWithAnAlertThatWasNotKnownToFire() {
    assertEquals(
        new EpisodeChange(NOTHING, true, false),
        EpisodeChange.of(NOTHING, firing("a", 0, 5), at(5)));
  }

  @Test
  void shouldNotCareForARefresh() {
    assertEquals(
        EpisodeChange.NONE, EpisodeChange.of(Optional.of(at(0)), firing("a", 0, 9), at(9)));
    assertEquals(EpisodeChange.NONE, EpisodeChange.of(NOTHING, resolved("a", 0, 9), at(9)));
  }

  @Test
  void shouldEndWhenTheSourceSaysSoButNotInTheFuture() {
    var open = Optional.of(at(0));
    assertEquals(Optional.of(at(7)), EpisodeChange.of(open, resolved("a", 0, 7), at(9)).ended());
    assertEquals(Optional.of(at(9)), EpisodeChange.of(open, resolved("a", 0, 70), at(9)).ended());
    assertEquals(
        Optional.of(at(9)),
        EpisodeChange.of(open, alert("a", Status.RESOLVED, 0, null, 9), at(9)).ended());
  }

  @Test
  void shouldTakeALaterStartForAnotherEpisodeAndAnEarlierForTheSame() {
    assertEquals(
        new EpisodeChange(Optional.of(at(5)), true, false),
        EpisodeChange.of(Optional.of(at(0)), firing("a", 5, 9), at(9)));
    assertEquals(
        new EpisodeChange(NOTHING, false, true),
        EpisodeChange.of(Optional.of(at(5)), firing("a", 0, 9), at(9)));
  }

  @Test
  void shouldTakeChangesThatComeTogetherOneAfterTheOther() {
    var episodes = episodes(null, firing("a", 0, 0), resolved("a", 0, 5), firing("a", 7, 7));
    assertEquals(
        List.of(new Episodes.Fresh(at(0), Optional.of(at(5))), new Episodes.Fresh(at(7), NOTHING)),
        episodes.fresh());
    var known = episodes(at(0), firing("a", -3, 4), resolved("a", -3, 5), firing("a", 7, 7));
    assertEquals(Optional.of(at(-3)), known.earlierStart());
    assertEquals(Optional.of(at(5)), known.knownEnd());
    assertEquals(List.of(new Episodes.Fresh(at(7), NOTHING)), known.fresh());
  }

  private static Episodes episodes(Instant known, Alert... changes) {
    var episodes = new Episodes("default", changes[0].labels(), Optional.ofNullable(known));
    for (Alert change : changes) {
      episodes.take(change, at(100));
    }
    return episodes;
  }

  @Test
  void shouldFollowInhibitionToItsRoot() {
    Cause host = cause("host");
    Cause service = cause("service");
    Cause page = cause("page");
    var own = Map.of("s", service, "p", page);
    var inhibitors = Map.of("p", List.of("s"), "s", List.of("h"));
    assertEquals(
        host,
        Cause.following(
            "p", inhibitors, f -> f.equals("h") ? Optional.of(host) : Optional.empty(), own));
    assertEquals(
        service, Cause.following("p", Map.of("p", List.of("s")), f -> Optional.empty(), own));
    assertEquals(page, Cause.following("p", Map.of(), f -> Optional.empty(), own));
    assertEquals(
        page, Cause.following("p", Map.of("p", List.of("unknown")), f -> Optional.empty(), own));
  }

  @Test
  void shouldMeasureFromTheBeginningOfTheCauseAndFromTheFirstNotification() {
    var times = incident(at(10), at(70), at(190), at(600), null).times();
    assertEquals(Duration.ofSeconds(10), times.detect());
    assertEquals(Duration.ofSeconds(70), times.tell());
    assertEquals(Duration.ofSeconds(120), times.acknowledge());
    assertEquals(Duration.ofSeconds(600), times.repair());
  }

  @Test
  void shouldMeasureWhatNobodyWasToldOfFromItsDetectionAndNeverBelowZero() {
    assertEquals(
        Duration.ofSeconds(180), incident(at(10), null, at(190), null, null).times().acknowledge());
    var early = incident(at(-5), at(70), at(60), null, null).times();
    assertEquals(Duration.ZERO, early.detect());
    assertEquals(Duration.ZERO, early.acknowledge());
    assertNull(early.repair());
  }

  @Test
  void shouldSayWhoRepairedIt() {
    assertNull(incident(at(1), null, at(5), null, "restart").repairedBy());
    assertEquals(Repair.RUNBOOK, incident(at(1), null, at(5), at(9), "restart").repairedBy());
    assertEquals(Repair.PERSON, incident(at(1), null, at(5), at(9), null).repairedBy());
    assertEquals(Repair.NOBODY, incident(at(1), null, null, at(9), null).repairedBy());
  }

  private static Cause cause(String key) {
    return new Cause("default", key, Labels.of(Map.of("k", key)));
  }

  private static Incident incident(
      Instant detected, Instant told, Instant acknowledged, Instant ended, String runbook) {
    return new Incident(
        new UUID(0, 1),
        "default",
        "{}:{}",
        Labels.of(Map.of()),
        at(0),
        detected,
        ended == null ? 1 : 0,
        ended,
        null,
        told,
        acknowledged,
        runbook);
  }
}
