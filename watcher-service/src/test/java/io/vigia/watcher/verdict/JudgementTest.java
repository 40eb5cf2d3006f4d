package io.vigia.watcher.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.watcher.ask.Answer;
import io.vigia.watcher.template.Finding;
import io.vigia.watcher.template.Key;
import io.vigia.watcher.template.Reading;
import io.vigia.watcher.verdict.WatchState.Change;
import io.vigia.watcher.verdict.WatchState.Firing;
import io.vigia.watcher.verdict.WatchState.Pending;
import io.vigia.watcher.verdict.WatchState.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JudgementTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Instant EARLIER = NOON.minusSeconds(300);
  private static final Terms AT_ONCE = new Terms(1, null);
  private static final Key A = Key.of("service", "a");
  private static final Key B = Key.of("service", "b");
  private static final Firing FIRING = new Firing(EARLIER, Map.of(), 0, EARLIER);

  @Test
  void shouldJudgeEachKeyByItself() {
    var judged = judge(answer(true, bad(A), good(B)), Map.of(B, FIRING));
    assertTrue(changeOf(judged, A) instanceof Change.Fires);
    assertTrue(changeOf(judged, B) instanceof Change.Ends);
  }

  @Test
  void shouldEndWhatIsNoLongerThere() {
    var judged = judge(answer(true, good(A)), Map.of(B, FIRING));
    assertEquals("it is no longer there", changeOf(judged, B).reading().summary());
    assertTrue(changeOf(judged, B) instanceof Change.Ends);
  }

  @Test
  void shouldSayNothingOfAKeyThatAnIncompleteAnswerLeavesOut() {
    var judged = judge(answer(false, good(A)), Map.of(B, FIRING));
    assertEquals(Set.of(A), judged.keys().keySet());
  }

  @Test
  void shouldFireForAClosedWindowThatLateDocumentsBreach() {
    var late = found(run(0), answer(true, bad(A)));
    var judged = judge(answer(true, good(A)), Map.of(), late);
    assertEquals(EARLIER, changeOf(judged, A).since());
    assertTrue(changeOf(judged, A) instanceof Change.Fires, "and the next run may end it");
    assertEquals(late.closed(), judged.keys().get(A).closed());

    var next =
        Judgement.of(answer(true, good(A)), Map.of(A, judged.keys().get(A).now()), NOON, AT_ONCE);
    assertTrue(changeOf(next, A) instanceof Change.Ends);
  }

  @Test
  void shouldNotFireTwiceForWhatFiresAlready() {
    var late = found(run(0), answer(true, bad(A)));
    assertFalse(tells(judge(answer(true, bad(A)), Map.of(A, FIRING), late)));
  }

  @Test
  void shouldTakeBackARunThatLateDocumentsUndo() {
    var undone = found(run(0, A), answer(true, good(A))).among(List.of(run(60, A)));
    var judged = judge(answer(true, bad(A)), pending(0, 2), 3, undone);
    assertEquals(new Pending(at(60), 2), judged.keys().get(A).now(), "two of three, not three");
  }

  @Test
  void shouldTakeBackARunEvenWhereTheNextAnswerLeavesItsKeyOut() {
    var undone = found(run(0, A), answer(true, good(A)));
    var judged = judge(answer(false, good(B)), pending(0, 1), 3, undone);
    assertEquals(WatchState.QUIET, judged.keys().get(A).now());
  }

  @Test
  void shouldFireWhenLateDocumentsCompleteARowOfRuns() {
    var late = found(run(0), answer(true, bad(A))).among(List.of(run(-60, A), run(60, A)));
    var judged = judge(answer(true, good(A)), Map.of(), 3, late);
    assertEquals(at(-60), changeOf(judged, A).since());
    assertFalse(tells(judge(answer(true, good(A)), Map.of(), 4, late)), "three are not four");
  }

  @Test
  void shouldNotTellARowAgainThatLateDocumentsMakeLonger() {
    var told = List.of(run(60, A), run(120, A), run(180, A), run(240));
    var first = found(run(0), answer(true, bad(A))).among(told);
    assertFalse(tells(judge(answer(true, good(A)), Map.of(), 3, first)));
    var last = found(run(240), answer(true, bad(A))).among(told.subList(0, 3));
    assertFalse(tells(judge(answer(true, good(A)), Map.of(), 3, last)));
    var apart = found(run(240), answer(true, bad(A))).among(List.of(run(180, B), run(300)));
    assertTrue(tells(judge(answer(true, good(A)), Map.of(), 1, apart)), "another key's row");
  }

  @Test
  void shouldTellOneDocumentOnceThatComesLateForOverlappingWindows() {
    for (int forRuns : List.of(1, 3, 5)) {
      assertEquals(1, alertsOfOneDocument(forRuns, 60, 5), "for: " + forRuns);
    }
    assertEquals(0, alertsOfOneDocument(6, 60, 5));
  }

  /** Windows of five minutes; the document is in the first of them, and each has its turn. */
  private static int alertsOfOneDocument(int forRuns, int every, int windows) {
    var runs = new ArrayList<Closed>();
    for (int i = -windows; i <= 2 * windows; i++) {
      runs.add(run(i * every));
    }
    Map<Key, WatchState> states = Map.of();
    int alerts = 0;
    for (int i = 0; i < runs.size(); i++) {
      Closed closed = runs.get(i);
      boolean holds = i >= windows && i < 2 * windows;
      var beside = runs.stream().filter(run -> run != closed).toList();
      var late = found(closed, answer(true, holds ? bad(A) : good(A))).among(beside);
      var judged = judge(answer(true, good(A)), states, forRuns, late);
      var outcome = judged.keys().get(A);
      alerts += outcome.change().filter(Change.Fires.class::isInstance).isPresent() ? 1 : 0;
      states = Map.of(A, outcome.now());
      runs.set(i, new Closed(closed.due(), closed.from(), closed.to(), true, late.breached()));
    }
    return alerts;
  }

  @Test
  void shouldNotTellAWindowThatSharesDocumentsWithOneThatWasTold() {
    var late = found(run(120), answer(true, bad(A)));
    var told = late.among(List.of(run(0, A), run(60)));
    assertFalse(tells(judge(answer(true, good(A)), Map.of(), told)));
    var longAgo = late.among(List.of(run(-180, A), run(-120), run(60)));
    assertTrue(tells(judge(answer(true, good(A)), Map.of(), longAgo)), "nothing in common");
  }

  @Test
  void shouldGoOnCountingWhereLateDocumentsBegan() {
    var late = found(run(0), answer(true, bad(A))).among(List.of(run(60, A)));
    var judged = judge(answer(true, bad(A)), pending(60, 1), 3, late);
    assertEquals(EARLIER, changeOf(judged, A).since());
    var gone = judge(answer(true), pending(60, 1), 3, late);
    assertEquals(WatchState.QUIET, gone.keys().get(A).now());
  }

  @Test
  void shouldUndoNothingByAnIncompleteAnswer() {
    assertTrue(found(run(0, A), answer(false, good(B))).isNothing());
    assertEquals(Set.of(A), found(run(0, A), answer(false, good(A))).undone());
  }

  @Test
  void shouldBreakARowByARunThatKnewNothingAndWasGood() {
    var unknown = new Closed(at(0), at(-300), at(0), false, Set.of());
    var good = Correction.of(unknown, answer(true, good(A)), Set.of(A));
    var late = good.among(List.of(run(-60, A), run(60, A)));
    var judged = judge(answer(true, bad(A)), pending(-60, 2), 3, late);
    assertEquals(new Pending(at(60), 2), judged.keys().get(A).now(), "and not three in a row");
  }

  @Test
  void shouldLetEachClosedWindowKnowWhatThoseBeforeItFound() {
    var first = found(run(0), answer(true, bad(A))).among(List.of(run(-60), run(60)));
    var second = found(run(60), answer(true, bad(A))).among(List.of(run(-60), run(0)));
    var turned = Correction.inTurn(List.of(first, second));
    var judged = Judgement.of(answer(true, good(A)), Map.of(), NOON, new Terms(2, null), turned);
    assertEquals(at(0), changeOf(judged, A).since(), "two in a row");
    assertEquals(second.closed(), judged.keys().get(A).closed());
    var one = Judgement.of(answer(true, good(A)), Map.of(), NOON, AT_ONCE, turned);
    assertEquals(first.closed(), one.keys().get(A).closed(), "told by the first");
  }

  private static Instant at(int seconds) {
    return EARLIER.plusSeconds(seconds);
  }

  private static Closed run(int seconds, Key... breached) {
    return new Closed(at(seconds), at(seconds - 300), at(seconds), true, Set.of(breached));
  }

  private static Map<Key, WatchState> pending(int since, int runs) {
    return Map.of(A, new Pending(at(since), runs));
  }

  private static Correction found(Closed closed, Answer now) {
    return Correction.of(closed, now, Set.of());
  }

  private static Judgement judge(
      Answer answer, Map<Key, WatchState> before, Correction... corrections) {
    return judge(answer, before, 1, corrections);
  }

  private static Judgement judge(
      Answer answer, Map<Key, WatchState> before, int forRuns, Correction... corrections) {
    return Judgement.of(answer, before, NOON, new Terms(forRuns, null), List.of(corrections));
  }

  private static boolean tells(Judgement judged) {
    return judged.keys().get(A).change().isPresent();
  }

  private static Change changeOf(Judgement judged, Key key) {
    return judged.keys().get(key).change().orElseThrow();
  }

  private static Answer answer(boolean complete, Finding... findings) {
    return new Answer(List.of(findings), complete, Set.of());
  }

  private static Finding bad(Key key) {
    return new Finding(key, new Reading(9.0, true, "too many"));
  }

  private static Finding good(Key key) {
    return new Finding(key, new Reading(0.0, false, "fine"));
  }
}
