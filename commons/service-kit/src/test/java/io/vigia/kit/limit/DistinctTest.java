package io.vigia.kit.limit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DistinctTest {

  @Test
  void shouldAdmitWhatIsKnownAndNothingNewBeyondTheLimit() {
    var distinct = new Distinct(2);
    assertTrue(distinct.admits("m", "a"));
    assertTrue(distinct.admits("m", "b"));
    assertFalse(distinct.admits("m", "c"));
    assertTrue(distinct.admits("m", "a"), "known before");
    assertTrue(distinct.admits("other", "c"), "each name has its own room");
  }
}
