package io.vigia.router.rehearse;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Labels;
import io.vigia.kit.match.Matcher;
import io.vigia.kit.yaml.Durations;
import io.vigia.kit.yaml.YamlFault;
import io.vigia.kit.yaml.YamlNode;
import io.vigia.router.mute.Silence;
import io.vigia.router.rehearse.RoutingCase.Expected;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads test files. */
final class RoutingCaseMapper {

  /** A Thursday. */
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final int MOST = 100_000;
  private static final String TENANT = "test";

  /**
   * @param config the routing file, seen from the test file's folder
   * @param receivers files with receivers, likewise
   * @param tests by the longest {@code group_interval} of the routing, which the clock runs on
   *     after the last time that a test names
   */
  record File(String config, List<String> receivers, Function<Duration, List<RoutingCase>> tests) {}

  private RoutingCaseMapper() {}

  /**
   * @throws YamlFault naming file and line
   */
  static File read(String name, String text) {
    YamlNode root = YamlNode.parse(name, text);
    var fields = root.fields(Set.of("config", "receivers", "tests"));
    List<YamlNode> tests = required(root, fields, "tests").items();
    return new File(
        required(root, fields, "config").text(),
        items(fields.get("receivers")).stream().map(YamlNode::text).toList(),
        tail -> tests.stream().map(test -> test(test, tail)).toList());
  }

  private static RoutingCase test(YamlNode node, Duration tail) {
    var fields =
        node.fields(
            Set.of(
                "name", "start", "until", "silences", "alerts", "expect", "expect_nothing_else"));
    YamlNode from = fields.get("start");
    Instant start = from == null ? START : instant(from);
    var observations = new ArrayList<Alert>();
    items(fields.get("alerts")).forEach(alert -> observations.addAll(alert(alert, start)));
    if (observations.size() > MOST) {
      throw node.fault("a test has at most " + MOST + " beginnings and ends of alerts");
    }
    List<Silence> silences =
        items(fields.get("silences")).stream().map(silence -> silence(silence, start)).toList();
    List<Expected> expected =
        items(fields.get("expect")).stream().map(RoutingCaseMapper::expected).toList();
    YamlNode until = fields.get("until");
    YamlNode complete = fields.get("expect_nothing_else");
    Instant end =
        until == null
            ? last(start, observations, expected).plus(tail)
            : start.plus(duration(until));
    return new RoutingCase(
        required(node, fields, "name").text(),
        start,
        new Timeline(start, end, observations, silences),
        expected,
        complete == null || complete.bool());
  }

  private static Instant last(Instant start, List<Alert> observations, List<Expected> expected) {
    Instant last = start;
    for (Alert seen : observations) {
      last = seen.observedAt().isAfter(last) ? seen.observedAt() : last;
    }
    for (Expected each : expected) {
      Instant at = start.plus(each.at());
      last = at.isAfter(last) ? at : last;
    }
    return last;
  }

  /** Its beginning, and its end if it has one. */
  private static List<Alert> alert(YamlNode node, Instant start) {
    var fields = node.fields(Set.of("at", "labels", "for", "ends"));
    YamlNode at = fields.get("at");
    Instant begin = start.plus(at == null ? Duration.ZERO : duration(at));
    Labels labels = labels(required(node, fields, "labels"));
    Alert firing = seen(labels, Status.FIRING, begin, begin);
    Optional<Instant> end = end(node, fields, start, begin);
    return end.isEmpty()
        ? List.of(firing)
        : List.of(firing, seen(labels, Status.RESOLVED, begin, end.get()));
  }

  private static Optional<Instant> end(
      YamlNode node, Map<String, YamlNode> fields, Instant start, Instant begin) {
    YamlNode length = fields.get("for");
    YamlNode ends = fields.get("ends");
    if (length != null && ends != null) {
      throw ends.fault("an alert has 'for' or 'ends', not both");
    }
    Optional<Instant> end =
        length != null
            ? Optional.of(begin.plus(duration(length)))
            : Optional.ofNullable(ends).map(time -> start.plus(duration(time)));
    if (end.isPresent() && !end.get().isAfter(begin)) {
      throw node.fault("an alert ends after its beginning");
    }
    return end;
  }

  private static Alert seen(Labels labels, Status status, Instant begin, Instant at) {
    Instant end = status == Status.RESOLVED ? at : null;
    return new Alert(
        TENANT, status, labels, Map.of(), begin, end, at, null, "test file", null, null);
  }

  private static Silence silence(YamlNode node, Instant start) {
    var fields = node.fields(Set.of("matchers", "from", "until"));
    YamlNode from = fields.get("from");
    YamlNode until = fields.get("until");
    var matchers = new ArrayList<Matcher>();
    for (YamlNode text : required(node, fields, "matchers").items()) {
      matchers.addAll(text.checked(Matcher::parseAll));
    }
    Instant begin = start.plus(from == null ? Duration.ZERO : duration(from));
    Instant end = until == null ? Instant.MAX : start.plus(duration(until));
    var silence = new Silence(new UUID(0, 0), TENANT, matchers, begin, end, begin, "test file", "");
    if (silence.expiresOnResolve()) {
      throw node.fault("a test says by 'until' when a silence ends");
    }
    return silence;
  }

  private static Expected expected(YamlNode node) {
    var fields = node.fields(Set.of("at", "receiver", "status", "alerts"));
    YamlNode status = fields.get("status");
    YamlNode alerts = fields.get("alerts");
    return new Expected(
        duration(required(node, fields, "at")),
        required(node, fields, "receiver").text(),
        status == null ? Status.FIRING : status(status),
        alerts == null
            ? Optional.empty()
            : Optional.of(alerts.items().stream().map(RoutingCaseMapper::texts).toList()));
  }

  private static Status status(YamlNode node) {
    return switch (node.text()) {
      case "firing" -> Status.FIRING;
      case "resolved" -> Status.RESOLVED;
      default -> throw node.fault("'firing' or 'resolved' is expected");
    };
  }

  private static Labels labels(YamlNode node) {
    try {
      Labels labels = Labels.of(texts(node));
      if (labels.isEmpty()) {
        throw node.fault("an alert needs at least one label");
      }
      return labels;
    } catch (IllegalArgumentException e) {
      throw node.fault(String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, String> texts(YamlNode node) {
    var texts = new LinkedHashMap<String, String>();
    node.fields().forEach((name, value) -> texts.put(name, value.text()));
    return texts;
  }

  private static Duration duration(YamlNode node) {
    return node.checked(Durations::parse);
  }

  private static Instant instant(YamlNode node) {
    try {
      return Instant.parse(node.text());
    } catch (DateTimeParseException e) {
      throw node.fault("a time such as 2026-01-05T09:00:00Z is expected");
    }
  }

  private static List<YamlNode> items(@Nullable YamlNode list) {
    return list == null || list.isEmpty() ? List.of() : list.items();
  }

  private static YamlNode required(YamlNode node, Map<String, YamlNode> fields, String name) {
    YamlNode field = fields.get(name);
    if (field == null) {
      throw node.fault("'" + name + "' is missing");
    }
    return field;
  }
}
