package io.vigia.watcher.deliver;

import io.vigia.contracts.Labels;
import io.vigia.kit.problem.Refusal;
import io.vigia.watcher.watch.Definition;
import io.vigia.watcher.watch.DefinitionCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** An alert can have the names that a definition gives it, and no two of them are one. */
@ApplicationScoped
class LabelCheck implements DefinitionCheck {

  /** Always the alert's and the watcher's own. */
  private static final Set<String> TAKEN = Set.of("alertname", "watcher");

  private static final int SHOWN = 40;

  @Override
  public void check(String tenant, Definition definition) {
    word("alertname", definition.alertname());
    word("severity", definition.severity());
    definition.labels().keySet().forEach(LabelCheck::label);
    definition.annotations().keySet().forEach(name -> word(field("annotations", name), name));
    groups(definition);
  }

  private static void label(String name) {
    String field = field("labels", name);
    if (!name.matches("[a-zA-Z_][a-zA-Z0-9_]*") || name.length() > Labels.MAX_NAME) {
      throw Refusal.invalid(
          field,
          "a label's name has letters, digits and _, at most %d, and does not begin with a digit"
              .formatted(Labels.MAX_NAME));
    }
    if (TAKEN.contains(name)) {
      throw Refusal.invalid(field, "the alert has this label already");
    }
  }

  private static void word(String field, String text) {
    if (text.isBlank() || text.length() > Definition.MAX_TEXT || control(text)) {
      throw Refusal.invalid(
          field,
          "1 to %d characters are expected, no control characters among them"
              .formatted(Definition.MAX_TEXT));
    }
  }

  /** Each field that is grouped by becomes a label, by which alerts are told apart. */
  private static void groups(Definition definition) {
    Map<String, String> labels = new HashMap<>();
    TAKEN.forEach(name -> labels.put(name, "every alert"));
    definition.labels().keySet().forEach(name -> labels.put(name, "labels." + name));
    for (int i = 0; i < definition.groupBy().size(); i++) {
      String field = definition.groupBy().get(i);
      String label = Wording.labelName(field);
      String other = labels.putIfAbsent(label, field);
      if (other != null) {
        throw Refusal.invalid(
            "group_by[" + i + "]",
            "its label would be '%s', as is that of %s".formatted(label, other));
      }
    }
  }

  private static boolean control(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }

  private static String field(String of, String name) {
    return of + "." + name.substring(0, Math.min(SHOWN, name.length()));
  }
}
