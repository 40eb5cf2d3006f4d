package io.vigia.watcher.elastalert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.watcher.elastalert.Report.Line;
import io.vigia.watcher.elastalert.Report.Loss;
import io.vigia.watcher.elastalert.Report.Refused;
import io.vigia.watcher.elastalert.RuleFile.Document;
import io.vigia.watcher.watch.Definition;
import io.vigia.watcher.watch.YamlForm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What comes together of the rules of one request. */
final class Gathering {

  final List<Refused> refused;
  final Set<String> asked = new HashSet<>();
  private final List<Definition> definitions = new ArrayList<>();
  private final List<ObjectNode> written = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();
  private final Map<String, Integer> assumed = new LinkedHashMap<>();
  private final Map<String, String> names = new LinkedHashMap<>();

  Gathering(List<Refused> refused) {
    this.refused = new ArrayList<>(refused);
  }

  void take(Rule rule, Draft draft, List<Definition> made, List<ObjectNode> texts) {
    for (Definition definition : made) {
      String before = names.get(definition.name());
      if (before != null) {
        throw new RuleFault(
            "name", rule.line("name"), "'" + definition.name() + "' is also in " + before);
      }
    }
    made.forEach(definition -> names.put(definition.name(), rule.file() + " line " + rule.line()));
    definitions.addAll(made);
    written.addAll(texts);
    draft.lines().stream().distinct().forEach(lines::add);
    draft.assumed().forEach(what -> assumed.merge(what, 1, Integer::sum));
  }

  /** Reports what no rule used of ElastAlert's own configuration. */
  void configuration(Document document) {
    document
        .value()
        .fields()
        .forEach(
            (field, value) -> {
              boolean used = asked.contains(field);
              lines.add(
                  new Line(
                      document.file(),
                      "*",
                      field,
                      value.line(),
                      used ? Loss.NOTE : Loss.LOST,
                      used
                          ? "holds for rules that do not say otherwise"
                          : "belongs to the running of ElastAlert and is not carried over",
                      ""));
            });
  }

  Imported imported() {
    assumed.forEach(
        (what, rules) -> {
          String[] parts = what.split("\n", 2);
          lines.add(
              new Line(
                  "",
                  "*",
                  parts[0],
                  null,
                  Loss.NOTE,
                  "where a rule says nothing (%d times), %s".formatted(rules, parts[1]),
                  "send ElastAlert's config.yaml along, or set it in the watchers"));
        });
    return new Imported(definitions, YamlForm.of(written), new Report(lines, refused));
  }
}
