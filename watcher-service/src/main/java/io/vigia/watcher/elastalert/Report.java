package io.vigia.watcher.elastalert;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader of imported definitions must know.
 *
 * @param lines what is lost, what changes and what is worth a look; of all rules, in their order
 * @param refused rules that became no definition
 */
public record Report(List<Line> lines, List<Refused> refused) {

  public Report {
    lines = List.copyOf(lines);
    refused = List.copyOf(refused);
  }

  /** How much of a field came over. */
  public enum Loss {
    /** Nothing of it. */
    @JsonProperty("lost")
    LOST,
    /** It came over, but works in another way. */
    @JsonProperty("changed")
    CHANGED,
    /** Nothing is lost; good to know. */
    @JsonProperty("note")
    NOTE
  }

  /**
   * One field of one rule.
   *
   * @param rule its name; {@code *} for all that have no such field
   * @param line in the file, when the field stands there
   * @param todo what a person should do; empty when there is nothing to do
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @JsonPropertyOrder({"file", "rule", "field", "line", "severity", "what", "todo"})
  public record Line(
      String file,
      String rule,
      String field,
      @Nullable Integer line,
      @JsonProperty("severity") Loss loss,
      String what,
      String todo) {}

  /**
   * A rule that became no definition.
   *
   * @param rule its name, when it could be read
   * @param line in the file, when known
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Refused(
      String file, @Nullable String rule, @Nullable Integer line, String field, String detail) {}
}
