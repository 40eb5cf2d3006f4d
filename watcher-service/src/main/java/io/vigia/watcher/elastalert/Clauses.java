package io.vigia.watcher.elastalert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Clauses of rules, rewritten into those that today's clusters know: {@code query} is unwrapped,
 * {@code and}, {@code or}, {@code not}, {@code filtered} and {@code missing} become {@code bool},
 * {@code from} and {@code to} of a range become {@code gte} and {@code lte}.
 */
final class Clauses {

  private static final Set<String> KNOWN =
      Set.of(
          ("query_string simple_query_string match match_phrase match_phrase_prefix match_all"
                  + " match_none match_bool_prefix multi_match term terms terms_set wildcard prefix"
                  + " regexp fuzzy exists ids nested geo_distance geo_bounding_box geo_shape"
                  + " script more_like_this function_score dis_max boosting intervals"
                  + " span_term span_near span_or")
              .split(" "));

  private static final Set<String> TYPES = Set.of("type", "_type");

  private final String field;
  private final Draft draft;

  private Clauses(String field, Draft draft) {
    this.field = field;
    this.draft = draft;
  }

  /**
   * The clauses of a field: one, or a list of those that must all hold.
   *
   * @param draft hears of clauses that could not come over
   */
  static List<JsonNode> read(String field, Value value, Draft draft) {
    var clauses = new Clauses(field, draft);
    return value.each().stream().map(clauses::clause).flatMap(Optional::stream).toList();
  }

  /** One clause for all of them. */
  static JsonNode all(List<JsonNode> clauses) {
    return clauses.size() == 1 ? clauses.get(0) : bool("filter", clauses);
  }

  static ObjectNode not(JsonNode clause) {
    return bool("must_not", List.of(clause));
  }

  static ObjectNode terms(String of, Iterable<JsonNode> values) {
    ObjectNode clause = Draft.json();
    ArrayNode terms = clause.putObject("terms").putArray(of);
    values.forEach(terms::add);
    return clause;
  }

  static ObjectNode exists(String of) {
    ObjectNode clause = Draft.json();
    clause.putObject("exists").put("field", of);
    return clause;
  }

  private static ObjectNode bool(String how, List<JsonNode> clauses) {
    ObjectNode clause = Draft.json();
    ArrayNode list = clause.putObject("bool").putArray(how);
    clauses.forEach(list::add);
    return clause;
  }

  private Optional<JsonNode> clause(Value value) {
    if (!value.isMapping()) {
      throw Rule.wrong(field, value, "a clause of the query DSL");
    }
    if (value.fields().size() != 1) {
      throw new RuleFault(
          field,
          value.line(),
          "a clause has one name, here stand " + String.join(", ", value.fields().keySet()));
    }
    Map.Entry<String, Value> only = value.fields().entrySet().iterator().next();
    return clause(only.getKey(), only.getValue());
  }

  private Optional<JsonNode> clause(String name, Value body) {
    return switch (name) {
      case "query", "fquery" -> clause(body);
      case "filtered" -> together("filter", inner(body, "query", "filter"));
      case "and" -> together("filter", listed(body));
      case "or" -> together("should", listed(body));
      case "not" -> clause(body.fields().getOrDefault("filter", body)).map(Clauses::not);
      case "bool" -> bool(body);
      case "constant_score" -> clause(body.fields().getOrDefault("filter", body));
      case "missing" -> Optional.of(not(exists(textOf(body, "field"))));
      case "range" -> Optional.of(Range.read(body));
      case "type" -> type(body);
      case "term", "terms" ->
          body.fields().keySet().stream().anyMatch(TYPES::contains)
              ? type(body)
              : Optional.of(asItIs(name, body));
      case "eql", "esql", "download_dashboard" ->
          throw new RuleFault(
              field,
              body.line(),
              name + " has no counterpart in a clause; write the filter as query DSL");
      default -> Optional.of(asItIs(name, body));
    };
  }

  private ObjectNode asItIs(String name, Value body) {
    if (!KNOWN.contains(name)) {
      draft.note(
          field,
          "line %d: the clause '%s' is not known here and goes to the cluster as it is"
              .formatted(body.line(), name),
          "preview the watcher");
    }
    ObjectNode clause = Draft.json();
    clause.set(name, body.json());
    return clause;
  }

  private Optional<JsonNode> type(Value body) {
    draft.lost(
        field,
        "line %d: mapping types are gone since Elasticsearch 8; the clause is left out, so"
                .formatted(body.line())
            + " other documents match",
        "filter by another field");
    return Optional.empty();
  }

  private Optional<JsonNode> together(String how, List<JsonNode> clauses) {
    return switch (clauses.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(clauses.get(0));
      default -> Optional.of(bool(how, clauses));
    };
  }

  private List<JsonNode> listed(Value body) {
    Value list = body.isMapping() ? body.fields().getOrDefault("filters", body) : body;
    return list.each().stream().map(this::clause).flatMap(Optional::stream).toList();
  }

  private List<JsonNode> inner(Value body, String... names) {
    var found = new ArrayList<JsonNode>();
    for (String name : names) {
      Value part = body.fields().get(name);
      if (part != null) {
        part.each().forEach(each -> clause(each).ifPresent(found::add));
      }
    }
    return found;
  }

  private Optional<JsonNode> bool(Value body) {
    if (!body.isMapping()) {
      throw Rule.wrong(field, body, "must, should, filter or must_not");
    }
    ObjectNode bool = Draft.json();
    body.fields()
        .forEach(
            (name, part) -> {
              if (Set.of("must", "must_not", "should", "filter").contains(name)) {
                List<JsonNode> clauses = inner(body, name);
                if (!clauses.isEmpty()) {
                  ArrayNode list = bool.putArray(name);
                  clauses.forEach(list::add);
                }
              } else {
                bool.set(name, part.json());
              }
            });
    if (bool.isEmpty() && !body.fields().isEmpty()) {
      return Optional.empty();
    }
    ObjectNode clause = Draft.json();
    clause.set("bool", bool);
    return Optional.of(clause);
  }

  private String textOf(Value body, String name) {
    Value text = body.fields().get(name);
    if (text == null) {
      throw new RuleFault(field, body.line(), "'" + name + "' is missing");
    }
    return Rule.text(field, text);
  }
}
