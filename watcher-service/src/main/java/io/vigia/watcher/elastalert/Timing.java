package io.vigia.watcher.elastalert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/** When a rule runs, how far it looks back, and how often it is told again. */
final class Timing {

  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final Duration BUFFER = Duration.ofMinutes(15);

  private Timing() {}

  static Duration every(Rule rule) {
    return rule.span("run_every").filter(span -> !span.isZero()).orElse(EVERY);
  }

  static void carry(Rule rule, RuleType type, Draft draft) {
    draft.set("every", "run_every", every(rule));
    if (!rule.has("run_every")) {
      draft.assumed("run_every", "the watcher runs every 1m");
    }
    window(rule, type.window(), draft);
    rule.span("query_delay").ifPresent(delay -> draft.set("delay", "query_delay", delay));
    execution(rule, draft);
    realert(rule, draft);
  }

  private static void window(Rule rule, RuleType.Windows from, Draft draft) {
    Optional<Duration> buffer = rule.span("buffer_time");
    if (from == RuleType.Windows.BUFFER) {
      draft.set("window", "buffer_time", buffer.orElse(BUFFER));
      if (buffer.isEmpty()) {
        draft.assumed("buffer_time", "the window is 15m");
      }
      rule.value("timeframe")
          .ifPresent(
              any ->
                  draft.note("timeframe", "says nothing for this type; the window is buffer_time"));
      return;
    }
    if (rule.fields().contains("buffer_time")) {
      draft.note(
          "buffer_time",
          "not needed: every run asks for its whole timeframe",
          "'late' tells for how long documents that come late correct a closed window");
    }
    if (from == RuleType.Windows.TIMEFRAME || rule.has("timeframe")) {
      draft.set("window", "timeframe", rule.requiredSpan("timeframe"));
    }
  }

  private static void execution(Rule rule, Draft draft) {
    Optional<String> cron = rule.text("limit_execution");
    if (cron.isEmpty()) {
      return;
    }
    if (cron.get().strip().matches("\\*(\\s+\\S+){4}")) {
      draft.drop("every");
      draft.set("cron", "limit_execution", cron.get().strip());
      draft.changed(
          "limit_execution",
          "it is the watcher's cron: it runs every minute of that time, in UTC; what fires at its"
              + " end fires until the next run",
          "set timezone; or run always and mute by time in the router");
    } else {
      draft.lost("limit_execution", "the watcher runs always", "mute by time in the router");
    }
  }

  private static void realert(Rule rule, Draft draft) {
    Optional<Duration> realert = rule.span("realert");
    Optional<Duration> most = rule.span("exponential_realert");
    if (realert.isEmpty()) {
      most.ifPresent(
          any -> draft.changed("exponential_realert", "says nothing without realert", ""));
      draft.assumed(
          "realert",
          "destinations hear once that it fires, and once that it is over; ElastAlert would repeat"
              + " after 1 minute");
      return;
    }
    ObjectNode again = Draft.json();
    if (realert.get().isZero()) {
      again.put("every", Span.text(every(rule)));
      draft.changed("realert", "0 repeats with every run", "");
    } else {
      again.put("every", Span.text(realert.get()));
    }
    most.ifPresent(longest -> again.put("factor", 2).put("at_most", Span.text(longest)));
    draft.set("realert", "realert", again);
    draft.note(
        "realert",
        "repeats for the watcher's own destinations; routes repeat by their repeat_interval");
  }
}
