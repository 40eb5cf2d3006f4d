package io.vigia.watcher.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vigia.kit.yaml.YamlNode;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a {@link DeclaredTemplate}, and complains with file and line. */
final class Declaration {

  private static final Set<String> FIELDS =
      Stream.concat(
              DeclaredCard.FIELDS.stream(),
              Stream.of("filter", "aggs", "value", "breach", "summary", "remembers_keys"))
          .collect(Collectors.toSet());

  private static final Set<String> CONDITIONS =
      Arrays.stream(Limits.Condition.values())
          .map(Limits.Condition::field)
          .collect(Collectors.toSet());

  private final YamlNode whole;
  private final Map<String, YamlNode> fields;
  private final Card card;
  private final BlankCheck blanks;

  private Declaration(YamlNode whole) {
    this.whole = whole;
    this.fields = whole.fields(FIELDS);
    this.card = DeclaredCard.of(whole, fields);
    this.blanks = new BlankCheck(card);
  }

  /**
   * @param file its name, for messages
   * @throws io.vigia.kit.yaml.YamlFault naming file and line
   */
  static DeclaredTemplate read(String file, String text) {
    return new Declaration(YamlNode.parse(file, text)).read();
  }

  private DeclaredTemplate read() {
    JsonNode aggs = aggs();
    return new DeclaredTemplate(
        card, filter(), aggs, value(aggs), breach(), summary(), remembersKeys());
  }

  private JsonNode filter() {
    YamlNode filter = fields.get("filter");
    if (filter == null) {
      return Clause.all();
    }
    blanks.check(filter);
    JsonNode json = filter.json();
    if (!json.isObject() && !json.isTextual()) {
      throw filter.fault("filter: a clause or a query string is expected");
    }
    return json;
  }

  private JsonNode aggs() {
    YamlNode aggs = fields.get("aggs");
    if (aggs == null) {
      return JsonNodeFactory.instance.objectNode();
    }
    aggs.fields()
        .forEach(
            (name, agg) -> {
              if (!name.matches("[A-Za-z_]\\w*") || name.equals("doc_count")) {
                throw agg.fault("aggs: '" + name + "' is no name; letters, digits and _ are");
              }
              if (!agg.json().isObject()) {
                throw agg.fault("aggs." + name + ": an aggregation is expected, an object");
              }
              blanks.check(agg);
            });
    return aggs.json();
  }

  private String value(JsonNode aggs) {
    YamlNode value = fields.get("value");
    if (value == null) {
      return "doc_count";
    }
    blanks.checkNumberAlwaysThere(value);
    var known = new TreeSet<String>();
    aggs.fieldNames().forEachRemaining(known::add);
    known.add("doc_count");
    try {
      Measure.of(Blanks.BLANK.matcher(value.text()).replaceAll("1")).paths().stream()
          .filter(path -> !known.contains(path.split("\\.", 2)[0]))
          .findFirst()
          .ifPresent(
              path -> {
                throw new IllegalArgumentException(
                    "'%s' is nothing in the answer; there are %s"
                        .formatted(path, String.join(", ", known)));
              });
    } catch (IllegalArgumentException e) {
      throw value.fault("value: " + e.getMessage());
    }
    return value.text();
  }

  private JsonNode breach() {
    YamlNode breach = DeclaredCard.required(whole, fields, "breach");
    if (breach.fields(CONDITIONS).isEmpty()) {
      throw breach.fault("breach: one of above, below, at_least and at_most is expected");
    }
    breach.fields().forEach(this::condition);
    return breach.json();
  }

  private void condition(String name, YamlNode limit) {
    blanks.checkNumber(limit);
    JsonNode json = limit.json();
    if (!json.isNumber() && !Blanks.BLANK.matcher(json.asText()).matches()) {
      throw limit.fault("breach." + name + ": a number or a parameter {{…}} is expected");
    }
  }

  private Sentence summary() {
    YamlNode summary = DeclaredCard.required(whole, fields, "summary");
    blanks.checkSentence(summary);
    return new Sentence(summary.text());
  }

  private JsonNode remembersKeys() {
    YamlNode remembers = fields.get("remembers_keys");
    if (remembers == null) {
      return BooleanNode.FALSE;
    }
    blanks.check(remembers);
    JsonNode json = remembers.json();
    if (!json.isBoolean() && !Blanks.BLANK.matcher(json.asText()).matches()) {
      throw remembers.fault("remembers_keys: true, false or a parameter {{…}} is expected");
    }
    return json;
  }
}
