package io.vigia.router.maintenance;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigia.contracts.Labels;
import io.vigia.kit.match.Matcher;
import io.vigia.kit.problem.Refusal;
import io.vigia.kit.yaml.YamlFault;
import io.vigia.kit.yaml.YamlNode;
import io.vigia.router.route.TimeInterval;
import io.vigia.router.route.TimeIntervalMapper;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A window as it is asked for.
 *
 * @param matchers {@code agent=~"web-.*"}; over the labels of the alerts that it holds back
 * @param startsAt now when absent
 * @param endsAt needed unless it recurs
 * @param recurring a time interval as {@code alertmanager.yml} knows it
 */
record PostableWindow(
    @Nullable List<@Nullable String> matchers,
    @Nullable Instant startsAt,
    @Nullable Instant endsAt,
    @Nullable JsonNode recurring,
    @Nullable String comment) {

  private static final int MAX_MATCHERS = 20;
  private static final int MAX_COMMENT = 1_000;
  private static final int MAX_RECURRING = 4_000;
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
  private static final Labels NO_LABELS = new Labels(new TreeMap<>());

  /**
   * @throws Refusal naming the field at fault
   */
  Window window(UUID id, String tenant, Instant now) {
    Instant begin = possible("startsAt", startsAt == null ? now : startsAt);
    if (endsAt == null && recurring == null) {
      throw Refusal.invalid("endsAt", "a time is expected, or 'recurring'");
    }
    if (endsAt != null && !possible("endsAt", endsAt).isAfter(begin.isAfter(now) ? begin : now)) {
      throw Refusal.invalid("endsAt", "it has to lie after startsAt, and in the future");
    }
    if (comment == null
        || comment.isBlank()
        || comment.length() > MAX_COMMENT
        || comment.indexOf('\0') >= 0) {
      throw Refusal.invalid(
          "comment", "a text of at most " + MAX_COMMENT + " characters is expected");
    }
    return new Window(
        id,
        tenant,
        readMatchers(),
        Optional.of(begin.truncatedTo(ChronoUnit.MILLIS)),
        Optional.ofNullable(endsAt).map(end -> end.truncatedTo(ChronoUnit.MILLIS)),
        Optional.ofNullable(recurring).map(PostableWindow::interval));
  }

  private List<Matcher> readMatchers() {
    if (matchers == null || matchers.isEmpty() || matchers.size() > MAX_MATCHERS) {
      throw Refusal.invalid("matchers", "1 to " + MAX_MATCHERS + " are expected");
    }
    var read = new ArrayList<Matcher>();
    for (String text : matchers) {
      String path = "matchers[" + read.size() + "]";
      if (text == null || text.indexOf('\0') >= 0) {
        throw Refusal.invalid(path, "a matcher such as agent=\"web-1\" is expected");
      }
      try {
        read.add(Matcher.parse(text));
      } catch (IllegalArgumentException e) {
        throw Refusal.invalid(path, String.valueOf(e.getMessage()));
      }
    }
    if (read.stream().allMatch(matcher -> matcher.matches(NO_LABELS))) {
      throw Refusal.invalid(
          "matchers", "one of them at least must not match an empty label, or all is held back");
    }
    return read;
  }

  /** JSON is YAML. */
  static TimeInterval interval(JsonNode recurring) {
    String text = recurring.toString();
    if (text.length() > MAX_RECURRING) {
      throw Refusal.invalid("recurring", "at most " + MAX_RECURRING + " characters");
    }
    try {
      return TimeIntervalMapper.interval(YamlNode.parse("recurring", text));
    } catch (YamlFault e) {
      throw Refusal.invalid("recurring", String.valueOf(e.getMessage()));
    }
  }

  private static Instant possible(String field, Instant time) {
    if (time.isBefore(FIRST) || time.isAfter(LAST)) {
      throw Refusal.invalid(field, "a time of the years 1 to 9999 is expected");
    }
    return time;
  }
}
