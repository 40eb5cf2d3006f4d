package io.vigia.watcher.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.watcher.ask.Answer;
import io.vigia.watcher.template.Finding;
import io.vigia.watcher.template.Key;
import io.vigia.watcher.template.Reading;
import io.vigia.watcher.verdict.WatchState.Change;
import io.vigia.watcher.verdict.WatchState.Firing;
import io.vigia.watcher.verdict.WatchState.Terms;
import java.time.Instant;
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
    var judged = judge(answer(true, bad(A), good(B)), Map.of(B, FIRING), Correction.NONE);
    assertTrue(changeOf(judged, A) instanceof Change.Fires);
    assertTrue(changeOf(judged, B) instanceof Change.Ends);
  }

  @Test
  void shouldEndWhatIsNoLongerThere() {
    var judged = judge(answer(true, good(A)), Map.of(B, FIRING), Correction.NONE);
    assertEquals("it is no longer there", changeOf(judged, B).reading().summary());
    assertTrue(changeOf(judged, B) instanceof Change.Ends);
  }

  @Test
  void shouldSayNothingOfAKeyThatAnIncompleteAnswerLeavesOut() {
    var judged = judge(answer(false, good(A)), Map.of(B, FIRING), Correction.NONE);
    assertEquals(Set.of(A), judged.keys().keySet());
  }

  @Test
  void shouldFireForAClosedWindowThatLateDocumentsBreach() {
    var late = Correction.of(closed(Set.of()), answer(true, bad(A)));
    var judged = judge(answer(true, good(A)), Map.of(), late);
    assertEquals(EARLIER, changeOf(judged, A).since());
    assertTrue(changeOf(judged, A) instanceof Change.Fires, "and the next run may end it");

    var next =
        Judgement.of(answer(true, good(A)), Map.of(A, judged.keys().get(A).now()), NOON, AT_ONCE);
    assertTrue(changeOf(next, A) instanceof Change.Ends);
  }

  @Test
  void shouldNotFireTwiceForWhatFiresAlready() {
    var late = Correction.of(closed(Set.of()), answer(true, bad(A)));
    var judged = judge(answer(true, bad(A)), Map.of(A, FIRING), late);
    assertTrue(judged.keys().get(A).change().isEmpty());
  }

  @Test
  void shouldTakeBackARunThatLateDocumentsUndo() {
    var next = new Closed.Past(EARLIER.plusSeconds(60), Set.of(A));
    var closed = new Closed(EARLIER, true, Set.of(A), List.of(), List.of(next));
    var undone = Correction.of(closed, answer(true, good(A)));
    var before = Map.<Key, WatchState>of(A, new WatchState.Pending(EARLIER, 2));
    var judged = Judgement.of(answer(true, bad(A)), before, NOON, new Terms(3, null), undone);
    assertEquals(new WatchState.Pending(next.due(), 2), judged.keys().get(A).now());
    assertTrue(judged.keys().get(A).change().isEmpty(), "two of three, not three");
  }

  @Test
  void shouldFireWhenLateDocumentsCompleteARowOfRuns() {
    var before = List.of(new Closed.Past(EARLIER.minusSeconds(60), Set.of(A)));
    var after = List.of(new Closed.Past(EARLIER.plusSeconds(60), Set.of(A)));
    var late =
        Correction.of(new Closed(EARLIER, true, Set.of(), before, after), answer(true, bad(A)));
    var terms = new Terms(3, null);
    var judged = Judgement.of(answer(true, good(A)), Map.of(), NOON, terms, late);
    assertEquals(before.get(0).due(), changeOf(judged, A).since());
    assertTrue(
        Judgement.of(answer(true, good(A)), Map.of(), NOON, new Terms(4, null), late)
            .keys()
            .get(A)
            .change()
            .isEmpty(),
        "three are not four");
  }

  @Test
  void shouldGoOnCountingWhereLateDocumentsBegan() {
    var next = new Closed.Past(EARLIER.plusSeconds(60), Set.of(A));
    var closed = new Closed(EARLIER, true, Set.of(), List.of(), List.of(next));
    var late = Correction.of(closed, answer(true, bad(A)));
    var before = Map.<Key, WatchState>of(A, new WatchState.Pending(next.due(), 1));
    var judged = Judgement.of(answer(true, bad(A)), before, NOON, new Terms(3, null), late);
    assertEquals(EARLIER, changeOf(judged, A).since());
    var gone = Judgement.of(answer(true), before, NOON, new Terms(3, null), late);
    assertEquals(WatchState.QUIET, gone.keys().get(A).now());
  }

  @Test
  void shouldUndoNothingByAnIncompleteAnswer() {
    assertTrue(Correction.of(closed(Set.of(A)), answer(false, good(B))).isNothing());
  }

  private static Closed closed(Set<Key> breached) {
    return new Closed(EARLIER, true, breached, List.of(), List.of());
  }

  private static Judgement judge(
      Answer answer, Map<Key, WatchState> before, Correction correction) {
    return Judgement.of(answer, before, NOON, AT_ONCE, correction);
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
