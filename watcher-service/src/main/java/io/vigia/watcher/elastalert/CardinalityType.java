package io.vigia.watcher.elastalert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** {@code cardinality}: too many or too few different values of a field. */
@ApplicationScoped
class CardinalityType implements RuleType {

  @Override
  public String name() {
    return "cardinality";
  }

  @Override
  public void carry(Rule rule, Draft draft) {
    String field = rule.requiredText("cardinality_field");
    Optional<Long> most = rule.integer("max_cardinality");
    Optional<Long> least = rule.integer("min_cardinality");
    if (most.isEmpty() && least.isEmpty()) {
      throw new RuleFault(
          "max_cardinality", rule.line(), "max_cardinality or min_cardinality is required");
    }
    ObjectNode parameters = Draft.json().put("field", field);
    most.ifPresent(limit -> parameters.put("above", limit));
    least.ifPresent(limit -> parameters.put("below", limit));
    draft.ask("cardinality_threshold", parameters);
  }
}
