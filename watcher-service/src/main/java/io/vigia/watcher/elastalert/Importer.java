package io.vigia.watcher.elastalert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.All;
import io.vigia.kit.problem.JsonFault;
import io.vigia.kit.problem.Problem;
import io.vigia.kit.problem.Refusal;
import io.vigia.watcher.elastalert.Report.Refused;
import io.vigia.watcher.elastalert.RuleFile.Document;
import io.vigia.watcher.watch.Definition;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads rules of ElastAlert into definitions. Pure: no file is opened, nothing is created. */
@ApplicationScoped
class Importer {

  private static final Set<String> OF_CONFIGURATION =
      Set.of("rules_folder", "writeback_index", "rules_loader", "alert_time_limit");

  private final Map<String, RuleType> types;
  private final List<AlertType> alerts;
  private final ObjectMapper json;

  Importer(@All List<RuleType> types, @All List<AlertType> alerts, ObjectMapper json) {
    this.types = types.stream().collect(Collectors.toMap(RuleType::name, type -> type));
    this.alerts = List.copyOf(alerts);
    this.json = json;
  }

  /**
   * @param documents rules, and perhaps ElastAlert's own configuration, which holds for all of them
   * @param clusters which {@code es_host} is which configured cluster; {@code *} for all others
   * @param refused what could not be read so far
   * @param check what a definition must pass to be taken in; throws a {@link Refusal}
   */
  Imported read(
      List<Document> documents,
      Map<String, String> clusters,
      List<Refused> refused,
      Consumer<Definition> check) {
    var result = new Gathering(refused);
    Map<Boolean, List<Document>> kinds =
        documents.stream().collect(Collectors.partitioningBy(Importer::isConfiguration));
    var configuration = new LinkedHashMap<String, Value>();
    kinds.getOrDefault(true, List.of()).forEach(d -> configuration.putAll(d.value().fields()));
    for (Document document : kinds.getOrDefault(false, List.of())) {
      if (document.value().isMapping()) {
        var rule = new Rule(document.file(), document.value(), configuration);
        one(rule, clusters, check, result);
        result.asked.addAll(rule.asked());
      } else {
        result.refused.add(
            new Refused(
                document.file(), null, document.value().line(), "", "fields are expected here"));
      }
    }
    kinds.getOrDefault(true, List.of()).forEach(result::configuration);
    return result.imported();
  }

  private static boolean isConfiguration(Document document) {
    Map<String, Value> fields = document.value().fields();
    return !fields.containsKey("type")
        && (OF_CONFIGURATION.stream().anyMatch(fields::containsKey)
            || (fields.containsKey("run_every") && !fields.containsKey("index")));
  }

  private void one(
      Rule rule, Map<String, String> clusters, Consumer<Definition> check, Gathering result) {
    var draft = new Draft(rule);
    try {
      carry(rule, clusters, draft);
      var definitions = new ArrayList<Definition>();
      List<ObjectNode> written = draft.written();
      for (ObjectNode each : written) {
        Definition definition = definition(rule, each, draft);
        check(rule, definition, draft, check);
        definitions.add(definition);
      }
      result.take(rule, draft, definitions, written);
    } catch (RuleFault fault) {
      Integer line = fault.line() == null ? Integer.valueOf(rule.line()) : fault.line();
      result.refused.add(
          new Refused(rule.file(), named(rule), line, fault.field(), fault.detail()));
    }
  }

  private static String named(Rule rule) {
    try {
      return rule.name();
    } catch (RuleFault noText) {
      return rule.file();
    }
  }

  private void carry(Rule rule, Map<String, String> clusters, Draft draft) {
    String named = rule.requiredText("type");
    RuleType type = types.get(named);
    if (type == null) {
      throw new RuleFault(
          "type",
          rule.line("type"),
          (named.contains(".")
                  ? "modules of Python do not come over"
                  : "'" + named + "' is unknown")
              + "; known are "
              + types.keySet().stream().sorted().collect(Collectors.joining(", ")));
    }
    Place.carry(rule, clusters, draft);
    Timing.carry(rule, type, draft);
    Evidence.carry(rule, draft);
    type.carry(rule, draft);
    Wording.carry(rule, draft);
    alerts(rule, draft);
    if (!rule.flag("is_enabled", true)) {
      draft.set("enabled", "is_enabled", BooleanNode.FALSE);
      draft.note("is_enabled", "the watcher is there, but does not run");
    }
    Leftovers.carry(rule, draft);
  }

  private void alerts(Rule rule, Draft draft) {
    var names = new Names(rule, draft);
    for (Alerter alerter : Alerter.of(rule)) {
      alerts.stream()
          .filter(type -> type.takes(alerter.type()))
          .findFirst()
          .ifPresentOrElse(
              type -> type.carry(alerter, names, draft), () -> Receivers.unknown(alerter, draft));
    }
  }

  private Definition definition(Rule rule, ObjectNode written, Draft draft) {
    try {
      return json.treeToValue(written, Definition.class);
    } catch (JsonProcessingException e) {
      throw fault(rule, draft, JsonFault.explain(e));
    }
  }

  private static void check(
      Rule rule, Definition definition, Draft draft, Consumer<Definition> check) {
    try {
      check.accept(definition);
    } catch (Refusal refusal) {
      throw fault(rule, draft, refusal.problem());
    }
  }

  private static RuleFault fault(Rule rule, Draft draft, Problem problem) {
    String field = problem.field() == null ? "" : problem.field();
    String from = draft.origin(field);
    return new RuleFault(from, rule.line(from), field + ": " + problem.detail());
  }
}
