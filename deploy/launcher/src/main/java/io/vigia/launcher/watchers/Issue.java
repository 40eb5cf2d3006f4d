package io.vigia.launcher.watchers;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the API finds wrong.
 *
 * @param field at fault; empty when it is the whole
 * @param line in the text that was sent; 0 when unknown
 * @param hint what would be right; may be empty
 */
record Issue(String field, int line, String problem, String hint) {

  static Issue of(JsonNode answer) {
    String detail = answer.path("problem").asText(answer.path("detail").asText());
    return new Issue(
        answer.path("field").asText(""),
        answer.path("line").asInt(),
        detail.isEmpty() ? answer.path("title").asText("refused without a reason") : detail,
        answer.path("hint").asText(""));
  }

  Issue withoutLine() {
    return new Issue(field, 0, problem, hint);
  }

  /** As a person reads it. */
  String text() {
    return (line > 0 ? "line " + line + ": " : "")
        + (field.isEmpty() || problem.startsWith(field) ? "" : field + ": ")
        + problem
        + (hint.isEmpty() ? "" : " (" + hint + ")");
  }
}
