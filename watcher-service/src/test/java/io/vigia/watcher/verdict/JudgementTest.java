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
    var late = Correction.of(EARLIER, Set.of(), answer(true, bad(A)));
    var judged = judge(answer(true, good(A)), Map.of(), late);
    assertEquals(EARLIER, changeOf(judged, A).since());
    assertTrue(changeOf(judged, A) instanceof Change.Fires, "and the next run may end it");

    var next =
        Judgement.of(answer(true, good(A)), Map.of(A, judged.keys().get(A).now()), NOON, AT_ONCE);
    assertTrue(changeOf(next, A) instanceof Change.Ends);
  }

  @Test
  void shouldNotFireTwiceForWhatFiresAlready() {
    var late = Correction.of(EARLIER, Set.of(), answer(true, bad(A)));
    var judged = judge(answer(true, bad(A)), Map.of(A, FIRING), late);
    assertTrue(judged.keys().get(A).change().isEmpty());
  }

  @Test
  void shouldTakeBackARunThatLateDocumentsUndo() {
    var undone = Correction.of(EARLIER, Set.of(A), answer(true, good(A)));
    var before = Map.<Key, WatchState>of(A, new WatchState.Pending(EARLIER, 2));
    var judged = Judgement.of(answer(true, bad(A)), before, NOON, new Terms(3, null), undone);
    assertEquals(new WatchState.Pending(EARLIER, 2), judged.keys().get(A).now());
    assertTrue(judged.keys().get(A).change().isEmpty(), "two of three, not three");
  }

  @Test
  void shouldUndoNothingByAnIncompleteAnswer() {
    assertTrue(Correction.of(EARLIER, Set.of(A), answer(false, good(B))).isNothing());
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
