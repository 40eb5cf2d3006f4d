package io.vigia.router.route;

import io.vigia.kit.match.Matcher;
import io.vigia.kit.match.Matcher.Operator;
import io.vigia.kit.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads matchers in the three forms that a file may hold, in Alertmanager's order. */
final class MatchersMapper {

  private MatchersMapper() {}

  /**
   * @param equal name of the field that maps labels to values
   * @param regex name of the field that maps labels to regular expressions
   * @param written name of the field that lists matchers as texts
   */
  static List<Matcher> read(
      Map<String, YamlNode> fields, String equal, String regex, String written) {
    var matchers = new ArrayList<Matcher>();
    add(matchers, fields.get(equal), text -> text, Operator.EQUAL);
    // as Alertmanager writes it, so that receivers see the same group key
    add(matchers, fields.get(regex), text -> "^(?:" + text + ")$", Operator.MATCHES);
    YamlNode texts = fields.get(written);
    if (texts != null) {
      for (YamlNode text : texts.isList() ? texts.items() : List.of(texts)) {
        matchers.addAll(text.checked(Matcher::parseAll));
      }
    }
    matchers.sort(
        Comparator.comparing(Matcher::label)
            .thenComparing(Matcher::wanted)
            .thenComparing(Matcher::operator));
    return List.copyOf(matchers);
  }

  private static void add(
      List<Matcher> matchers,
      @Nullable YamlNode mapping,
      UnaryOperator<String> written,
      Operator operator) {
    if (mapping != null) {
      mapping
          .fields()
          .forEach(
              (label, value) ->
                  matchers.add(
                      value.checked(text -> Matcher.of(label, operator, written.apply(text)))));
    }
  }
}
