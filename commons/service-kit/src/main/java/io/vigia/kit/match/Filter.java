package io.vigia.kit.match;

import io.vigia.kit.problem.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The parameter {@code filter} of Alertmanager's lists: matchers that all must hold. */
public record Filter(List<Matcher> matchers) {

  public Filter {
    matchers = List.copyOf(matchers);
  }

  /**
   * @throws Refusal naming the filter that is none
   */
  public static Filter parse(List<String> filters) {
    var matchers = new ArrayList<Matcher>();
    for (String filter : filters) {
      try {
        matchers.addAll(Matcher.parseAll(filter));
      } catch (IllegalArgumentException e) {
        throw Refusal.invalid("filter", String.valueOf(e.getMessage()));
      }
    }
    return new Filter(matchers);
  }

  public boolean takes(Map<String, String> labels) {
    return matchers.stream()
        .allMatch(matcher -> matcher.value().test(labels.getOrDefault(matcher.label(), "")));
  }
}
