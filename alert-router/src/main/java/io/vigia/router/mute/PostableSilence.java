package io.vigia.router.mute;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.vigia.contracts.Labels;
import io.vigia.kit.match.Matcher;
import io.vigia.kit.match.Matcher.Operator;
import io.vigia.kit.problem.Refusal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A silence as Alertmanager's API v2 takes it. What a GET answers may be posted back.
 *
 * @param id of the silence that it takes the place of, if any
 * @param expireOnResolve whether it ends when the alerts that it silences have ended; absent, the
 *     matchers say so
 */
@JsonIgnoreProperties({"status", "updatedAt"})
record PostableSilence(
    @Nullable String id,
    @Nullable List<@Nullable PostableMatcher> matchers,
    @Nullable Instant startsAt,
    @Nullable Instant endsAt,
    @Nullable String createdBy,
    @Nullable String comment,
    @Nullable Boolean expireOnResolve) {

  private static final int MAX_MATCHERS = 50;
  private static final int MAX_TEXT = 4_000;
  private static final int MAX_ALL_MATCHERS = 8_000;
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
  private static final Labels NO_LABELS = new Labels(new TreeMap<>());

  /**
   * @param isEqual true when absent, as in Alertmanager
   */
  record PostableMatcher(
      @Nullable String name,
      @Nullable String value,
      @Nullable Boolean isRegex,
      @Nullable Boolean isEqual) {

    static PostableMatcher of(Matcher matcher) {
      return new PostableMatcher(
          matcher.label(),
          matcher.wanted(),
          matcher.operator().isRegex(),
          matcher.operator().isEqual());
    }

    Matcher matcher(String path) {
      if (name == null || name.isBlank()) {
        throw Refusal.invalid(path + ".name", "a matcher needs the name of a label");
      }
      if (value == null) {
        throw Refusal.invalid(path + ".value", "a matcher needs a value");
      }
      if (name.length() + value.length() > MAX_TEXT || (name + value).indexOf('\0') >= 0) {
        throw Refusal.invalid(
            path, "a matcher has at most " + MAX_TEXT + " characters, and NUL is none of them");
      }
      try {
        return Matcher.of(
            name, Operator.of(!Boolean.FALSE.equals(isEqual), Boolean.TRUE.equals(isRegex)), value);
      } catch (IllegalArgumentException e) {
        throw Refusal.invalid(path + ".value", String.valueOf(e.getMessage()));
      }
    }
  }

  /**
   * In milliseconds.
   *
   * @param receivers the names of all
   * @throws Refusal naming the field at fault
   */
  Silence silence(UUID newId, String tenant, Collection<String> receivers, Instant now) {
    if (startsAt == null || endsAt == null) {
      throw Refusal.invalid(startsAt == null ? "startsAt" : "endsAt", "a time is expected");
    }
    possible("startsAt", startsAt);
    possible("endsAt", endsAt);
    if (!endsAt.isAfter(now)) {
      throw Refusal.invalid("endsAt", "it lies in the past");
    }
    if (!endsAt.isAfter(startsAt)) {
      throw Refusal.invalid("endsAt", "it has to lie after startsAt");
    }
    return new Silence(
        newId,
        tenant,
        read(receivers),
        startsAt.truncatedTo(ChronoUnit.MILLIS),
        endsAt.truncatedTo(ChronoUnit.MILLIS),
        now,
        text("createdBy", createdBy),
        text("comment", comment));
  }

  private List<Matcher> read(Collection<String> receivers) {
    if (matchers == null || matchers.isEmpty() || matchers.size() > MAX_MATCHERS) {
      throw Refusal.invalid("matchers", "1 to " + MAX_MATCHERS + " are expected");
    }
    var found = new ArrayList<Matcher>();
    for (PostableMatcher matcher : matchers) {
      String path = "matchers[" + found.size() + "]";
      if (matcher == null) {
        throw Refusal.invalid(path, "a matcher is expected, not null");
      }
      found.add(matcher.matcher(path));
    }
    int characters =
        found.stream()
            .mapToInt(matcher -> matcher.label().length() + matcher.wanted().length())
            .sum();
    if (characters > MAX_ALL_MATCHERS) {
      throw Refusal.invalid(
          "matchers", "all together have at most " + MAX_ALL_MATCHERS + " characters");
    }
    OwnMatchers.apply(found, expireOnResolve, receivers);
    if (found.stream()
        .filter(matcher -> !matcher.label().equals(Silence.EXPIRE_ON_RESOLVE))
        .allMatch(matcher -> matcher.matches(NO_LABELS))) {
      throw Refusal.invalid(
          "matchers", "one of them at least must not match an empty label, or all is silenced");
    }
    return found;
  }

  private static void possible(String field, Instant time) {
    if (time.isBefore(FIRST) || time.isAfter(LAST)) {
      throw Refusal.invalid(field, "a time of the years 1 to 9999 is expected");
    }
  }

  private static String text(String field, @Nullable String text) {
    if (text == null || text.length() > MAX_TEXT || text.indexOf('\0') >= 0) {
      throw Refusal.invalid(field, "a text of at most " + MAX_TEXT + " characters is expected");
    }
    return text;
  }
}
