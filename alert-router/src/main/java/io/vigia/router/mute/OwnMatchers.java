package io.vigia.router.mute;

import io.vigia.kit.match.Matcher;
import io.vigia.kit.match.Matcher.Operator;
import io.vigia.kit.problem.Refusal;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks the two names among a silence's matchers that are no labels. */
final class OwnMatchers {

  private static final Matcher ENDS_WITH_ITS_ALERTS =
      Matcher.of(Silence.EXPIRE_ON_RESOLVE, Operator.EQUAL, "true");

  private OwnMatchers() {}

  /**
   * @param matchers is changed when the field says other than they do
   * @param expireOnResolve the field, which wins over the matcher
   * @param receivers the names of all
   * @throws Refusal naming the matcher at fault
   */
  static void apply(
      List<Matcher> matchers, @Nullable Boolean expireOnResolve, Collection<String> receivers) {
    for (int i = 0; i < matchers.size(); i++) {
      check("matchers[" + i + "].value", matchers.get(i), receivers);
    }
    boolean expires =
        matchers.stream().anyMatch(matcher -> matcher.label().equals(Silence.EXPIRE_ON_RESOLVE));
    if (Boolean.FALSE.equals(expireOnResolve)) {
      matchers.removeIf(matcher -> matcher.label().equals(Silence.EXPIRE_ON_RESOLVE));
    } else if (Boolean.TRUE.equals(expireOnResolve) && !expires) {
      matchers.add(ENDS_WITH_ITS_ALERTS);
    }
    boolean wanted = !Boolean.FALSE.equals(expireOnResolve) && (expires || expireOnResolve != null);
    if (wanted && matchers.stream().noneMatch(OwnMatchers::narrows)) {
      throw Refusal.invalid(
          "matchers",
          "a silence that ends with its alerts needs one matcher with = and a value at least");
    }
  }

  private static void check(String field, Matcher matcher, Collection<String> receivers) {
    if (matcher.label().equals(Silence.RECEIVER)
        && receivers.stream().noneMatch(name -> matcher.value().test(name))) {
      throw Refusal.invalid(
          field,
          "it takes no receiver; there are "
              + receivers.stream().sorted().collect(Collectors.joining(", ")));
    }
    if (matcher.label().equals(Silence.EXPIRE_ON_RESOLVE)
        && !matcher.text().equals(ENDS_WITH_ITS_ALERTS.text())) {
      throw Refusal.invalid(field, Silence.EXPIRE_ON_RESOLVE + "=\"true\" is all that it can be");
    }
  }

  /** What the database finds alerts by. */
  static boolean narrows(Matcher matcher) {
    return Silence.isLabel(matcher)
        && matcher.operator() == Operator.EQUAL
        && !matcher.wanted().isEmpty();
  }
}
