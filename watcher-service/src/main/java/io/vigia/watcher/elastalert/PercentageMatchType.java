package io.vigia.watcher.elastalert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Optional;

/** {@code percentage_match}: too large or too small a part of the documents matches. */
@ApplicationScoped
class PercentageMatchType implements RuleType {

  @Override
  public String name() {
    return "percentage_match";
  }

  @Override
  public void carry(Rule rule, Draft draft) {
    var matching = Clauses.read("match_bucket_filter", rule.required("match_bucket_filter"), draft);
    if (matching.isEmpty()) {
      throw new RuleFault(
          "match_bucket_filter", rule.line("match_bucket_filter"), "no clause is left of it");
    }
    Optional<Double> most = rule.number("max_percentage");
    Optional<Double> least = rule.number("min_percentage");
    if (most.isEmpty() && least.isEmpty()) {
      throw new RuleFault(
          "max_percentage", rule.line(), "max_percentage or min_percentage is required");
    }
    Sampling.carry(rule, draft);
    ObjectNode parameters = Draft.json();
    parameters.set("numerator", Clauses.all(matching));
    most.ifPresent(limit -> parameters.set("above", ratio(limit)));
    least.ifPresent(limit -> parameters.set("below", ratio(limit)));
    rule.integer("min_denominator")
        .filter(documents -> documents > 0)
        .ifPresent(documents -> parameters.put("min_denominator", documents));
    draft.ask("ratio_between_fields", parameters);
    draft.note("type", "the value is a ratio here: 0.05 is 5 %");
    rule.value("percentage_format_string")
        .ifPresent(
            form -> draft.lost("percentage_format_string", "values are written as they are", ""));
  }

  /** Exactly: 0.07, not what 7 / 100.0 may become. */
  private static JsonNode ratio(double percent) {
    return Draft.number(BigDecimal.valueOf(percent).movePointLeft(2).doubleValue());
  }

  @Override
  public Windows window() {
    return Windows.BUFFER;
  }
}
