package io.vigia.watcher.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private final List<String> begun = new ArrayList<>();

  @Test
  void shouldBeginInTheOrderOfComing() {
    var turns = new Turns(1, 5);
    var first = take(turns, "first");
    var second = take(turns, "second");
    take(turns, "third");
    assertEquals(List.of("first"), begun);

    first.end();
    second.end();

    assertEquals(List.of("first", "second", "third"), begun);
  }

  @Test
  void shouldForgetWhoLeavesTheQueue() {
    var turns = new Turns(1, 5);
    var first = take(turns, "first");
    take(turns, "second").end();
    take(turns, "third");

    first.end();

    assertEquals(List.of("first", "third"), begun);
    assertEquals(new Turns.Usage(1, 1, 0, 5), turns.usage());
  }

  @Test
  void shouldTurnAwayWhenTooManyWait() {
    var turns = new Turns(1, 1);
    take(turns, "first");
    take(turns, "second");
    assertFalse(turns.turn().take(() -> begun.add("third")));
    assertEquals(new Turns.Usage(1, 1, 1, 1), turns.usage());
  }

  @Test
  void shouldGiveBackOnlyOnce() {
    var turns = new Turns(1, 5);
    var first = take(turns, "first");
    first.end();
    first.end();
    take(turns, "second");
    take(turns, "third");
    assertEquals(List.of("first", "second"), begun);
  }

  @Test
  void shouldNotNestWhenAWholeQueueFailsAtOnce() {
    int crowd = 100_000;
    var turns = new Turns(1, crowd);
    var first = take(turns, "first");
    IntStream.range(0, crowd)
        .forEach(
            i -> {
              var turn = turns.turn();
              assertTrue(
                  turn.take(
                      () -> {
                        begun.add("x");
                        turn.end();
                      }));
            });

    first.end();

    assertEquals(crowd + 1, begun.size());
    assertEquals(0, turns.usage().running());
  }

  private Turns.Turn take(Turns turns, String name) {
    var turn = turns.turn();
    assertTrue(turn.take(() -> begun.add(name)));
    return turn;
  }
}
