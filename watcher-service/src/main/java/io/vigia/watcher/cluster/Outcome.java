package io.vigia.watcher.cluster;

import com.fasterxml.jackson.databind.JsonNode;

/** What came of one search among several. */
public sealed interface Outcome {

  /** The whole answer. */
  record Answered(JsonNode answer) implements Outcome {}

  /** No answer, or not the whole of it. */
  record Failed(Unanswered why) implements Outcome {}

  /**
   * @throws Unanswered if it is that
   */
  default JsonNode orThrow() {
    if (this instanceof Answered answered) {
      return answered.answer();
    }
    throw ((Failed) this).why();
  }
}
