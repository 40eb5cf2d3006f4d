package io.vigia.watcher.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vigia.watcher.watch.Change.Action;
import java.util.List;

/**
 * What would change.
 *
 * @param plan to be given to apply, which then does this or nothing
 */
record PlanView(String plan, List<Step> changes) {

  /**
   * @param diff of fields that differ; of a new one, and of one that goes, those that are not at
   *     their defaults
   */
  record Step(String name, Action action, List<Difference> diff) {}

  /** How many watchers what happened to. */
  record Applied(String plan, int created, int changed, int deleted, int unchanged) {
    static Applied of(DefinitionPlan plan) {
      return new Applied(
          plan.hash(),
          plan.of(Action.CREATE).size(),
          plan.of(Action.CHANGE).size(),
          plan.of(Action.DELETE).size(),
          plan.of(Action.NONE).size());
    }
  }

  static PlanView of(DefinitionPlan plan, DefinitionText text) {
    return new PlanView(
        plan.hash(),
        plan.changes().stream().map(c -> new Step(c.name(), c.action(), diff(c, text))).toList());
  }

  private static List<Difference> diff(Change change, DefinitionText text) {
    JsonNode nothing = JsonNodeFactory.instance.objectNode();
    return switch (change.action()) {
      case CREATE -> Difference.between(nothing, brief(change.becomes().text(), text));
      case DELETE -> Difference.between(brief(change.was().text(), text), nothing);
      case CHANGE ->
          Difference.between(
              text.tree(text.today(change.was().text())), text.tree(change.becomes().text()));
      case NONE -> List.of();
    };
  }

  private static JsonNode brief(String kept, DefinitionText text) {
    return text.tree(text.brief(text.definition(kept)).toString());
  }
}
