package io.vigia.launcher.watchers;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigia.launcher.terminal.Terminal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.StringJoiner;

/** What the API answers, in lines for a person. */
final class Reports {

  private static final int KEYS = 20;
  private static final int EPISODES = 20;

  private final Terminal terminal;

  Reports(Terminal terminal) {
    this.terminal = terminal;
  }

  void preview(JsonNode preview) {
    terminal.say(
        "%s   window %s to %s   %s ms",
        preview.path("verdict").asText().toUpperCase(Locale.ROOT),
        second(preview.path("from")),
        second(preview.path("to")),
        millis(preview.path("took")));
    if (preview.has("reason")) {
      terminal.say("  %s", preview.path("reason").asText());
    }
    JsonNode verdicts = preview.path("verdicts");
    for (int i = 0; i < Math.min(KEYS, verdicts.size()); i++) {
      JsonNode each = verdicts.get(i);
      terminal.say(
          "  %-6s %s%s",
          each.path("breached").asBoolean() ? "FIRING" : "ok",
          key(each.path("key")),
          each.path("summary").asText());
    }
    rest(verdicts.size(), KEYS, "keys");
    preview.path("samples").forEach(sample -> terminal.say("  document  %s", sample.toString()));
    var top = new LinkedHashMap<String, StringJoiner>();
    for (JsonNode each : preview.path("top")) {
      top.computeIfAbsent(each.path("field").asText(), field -> new StringJoiner(", "))
          .add("%s (%s)".formatted(each.path("value").asText(), each.path("count").asText()));
    }
    top.forEach((field, values) -> terminal.say("  top %s: %s", field, values));
    for (JsonNode told : preview.path("destinations")) {
      terminal.say(
          "  tells %s %s: %s",
          told.path("type").asText(),
          told.path("receiver").asText(),
          told.has("payload") ? told.path("payload") : told.path("fault").asText());
    }
    preview.path("notes").forEach(note -> terminal.say("  note  %s", note.asText()));
    terminal.say("  query");
    terminal.say("%s", preview.path("query").toPrettyString().indent(4).stripTrailing());
  }

  void backtest(JsonNode test) {
    terminal.say(
        "%,d windows from %s to %s, %d %s, %s ms",
        test.path("windows").asInt(),
        second(test.path("from")),
        second(test.path("to")),
        test.path("searches").asInt(),
        test.path("searches").asInt() == 1 ? "search" : "searches",
        millis(test.path("took")));
    for (JsonNode gap : test.path("unknown")) {
      terminal.say(
          "  UNKNOWN in %,d windows from %s to %s: %s: %s",
          gap.path("windows").asInt(),
          second(gap.path("from")),
          second(gap.path("to")),
          gap.path("reason").asText(),
          gap.path("detail").asText());
    }
    outcome("as it is", test.path("result"));
    for (JsonNode other : test.path("alternatives")) {
      outcome(other.path("parameter").asText() + " = " + other.path("value").asText(), other);
    }
    JsonNode episodes = test.path("result").path("episodes");
    for (int i = 0; i < Math.min(EPISODES, episodes.size()); i++) {
      JsonNode each = episodes.get(i);
      terminal.say(
          "    %s  to %-20s peak %-10s %s%s",
          second(each.path("from")),
          each.path("to").isTextual() ? second(each.path("to")) : "now",
          each.path("peak").isNumber() ? number(each.path("peak")) : "-",
          key(each.path("key")),
          each.path("summary").asText());
    }
    rest(episodes.size(), EPISODES, "episodes");
  }

  private void outcome(String what, JsonNode outcome) {
    terminal.say(
        "  %-18s fires %d times, %.1f %% of the time, %d notifications",
        what,
        outcome.path("firing").asInt(),
        outcome.path("firing_share").asDouble() * 100,
        outcome.path("notifications").asLong());
  }

  /** What a plan would change. */
  void plan(JsonNode plan) {
    for (JsonNode change : plan.path("changes")) {
      String action = change.path("action").asText();
      if (action.equals("none")) {
        continue;
      }
      terminal.say("%s %s", action, change.path("name").asText());
      for (JsonNode difference : change.path("diff")) {
        String field = difference.path("field").asText();
        if (!difference.path("old").isNull()) {
          terminal.say("  - %s: %s", field, difference.path("old").toString());
        }
        if (!difference.path("new").isNull()) {
          terminal.say("  + %s: %s", field, difference.path("new").toString());
        }
      }
    }
  }

  private void rest(int all, int shown, String what) {
    if (all > shown) {
      terminal.say("    and %d more %s", all - shown, what);
    }
  }

  private static String key(JsonNode key) {
    var text = new StringBuilder();
    for (var part : key.properties()) {
      text.append(part.getKey()).append('=').append(part.getValue().asText()).append("  ");
    }
    return text.toString();
  }

  /** Whole seconds: what a person reads at a glance. */
  private static String second(JsonNode instant) {
    return instant.asText().replaceFirst("\\.\\d+Z$", "Z");
  }

  /** Six digits, but never fewer than stand before the point. */
  private static String number(JsonNode value) {
    var exact = new BigDecimal(value.asText());
    return exact
        .round(new MathContext(Math.max(6, exact.precision() - exact.scale())))
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String millis(JsonNode duration) {
    return String.valueOf(Duration.parse(duration.asText("PT0S")).toMillis());
  }
}
