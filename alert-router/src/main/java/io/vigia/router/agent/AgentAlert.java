package io.vigia.router.agent;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Labels;
import io.vigia.router.agent.Liveness.Change;
import io.vigia.router.agent.Watched.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The alerts of the dead-man's switch. Pure: no clock, no I/O. */
record AgentAlert(Instant now, String generatorUrl) {

  static Labels silence(String agent, Optional<String> site) {
    return labels("AgentSilent", "critical", Optional.of(agent), site);
  }

  static Labels skew(String agent, Optional<String> site) {
    return labels("AgentClockSkew", "warning", Optional.of(agent), site);
  }

  static Labels cut(String site) {
    return labels("SiteSilent", "critical", Optional.empty(), Optional.of(site));
  }

  private static Labels labels(
      String name, String severity, Optional<String> agent, Optional<String> site) {
    var labels = new TreeMap<>(Map.of("alertname", name, "severity", severity));
    agent.ifPresent(value -> labels.put("agent", value));
    site.ifPresent(value -> labels.put("site", value));
    return Labels.of(labels);
  }

  /** What people hear of a change: nothing of an agent whose site stands for it. */
  List<Alert> of(Turn turn) {
    Watched agent = turn.agent();
    var alerts = new ArrayList<Alert>();
    if (turn.change() != Change.CUT_OFF && !agent.cut()) {
      boolean fires = turn.change() == Change.FELL_SILENT;
      Instant since =
          agent.liveness() instanceof Liveness.Silent silent ? silent.since() : agent.heard().at();
      alerts.add(alert(agent.tenant(), fires, agent.labels(), annotations(turn), since));
    }
    if (turn.change() == Change.FORGOTTEN) {
      agent.skewSince().ifPresent(since -> alerts.add(clockIsRight(agent, since)));
    }
    return alerts;
  }

  Alert clockIsWrong(Watched agent, Duration offset) {
    String where = offset.isNegative() ? "ahead" : "behind";
    return alert(
        agent.tenant(),
        true,
        skew(agent.agent(), agent.site()),
        Map.of(
            "summary",
            "the clock of agent %s is %s %s".formatted(agent.agent(), inSeconds(offset), where),
            "skew_seconds",
            inSeconds(offset).replace(" s", ""),
            "description",
            "Its heartbeats arrive as they should; the times in them are wrong by %s."
                .formatted(inSeconds(offset))),
        now);
  }

  Alert clockIsRight(Watched agent, Instant since) {
    return alert(
        agent.tenant(),
        false,
        skew(agent.agent(), agent.site()),
        Map.of("summary", "the clock of agent " + agent.agent() + " is right"),
        since);
  }

  Alert siteIsSilent(Site site, Instant since) {
    return alert(
        site.tenant(),
        true,
        cut(site.name()),
        Map.of(
            "summary",
            "site " + site.name() + " is silent",
            "description",
            ("%d of its %d agents stopped reporting at once: their network or what they share is"
                    + " cut. None of them has an alert of its own.")
                .formatted(site.quiet(), site.members())),
        since);
  }

  Alert siteIsBack(Site site, Instant since) {
    return alert(
        site.tenant(),
        false,
        cut(site.name()),
        Map.of(
            "summary",
            "site " + site.name() + " reports again",
            "description",
            "%d of its %d agents report.".formatted(site.members() - site.quiet(), site.members())),
        since);
  }

  private static String inSeconds(Duration offset) {
    return offset.abs().toSeconds() + " s";
  }

  private static Map<String, String> annotations(Turn turn) {
    String agent = turn.agent().agent();
    Liveness.Heard heard = turn.agent().heard();
    return switch (turn.change()) {
      case FELL_SILENT, CUT_OFF ->
          Map.of(
              "summary",
              "agent " + agent + " is silent",
              "description",
              "Its last heartbeat came at %s; one is expected every %s. What it watches is unseen."
                  .formatted(heard.at(), heard.interval()));
      case REPORTS_AGAIN -> Map.of("summary", "agent " + agent + " reports again");
      case FORGOTTEN ->
          Map.of(
              "summary",
              "agent " + agent + " is forgotten",
              "description",
              "Its last heartbeat came at " + heard.at());
    };
  }

  private Alert alert(
      String tenant, boolean fires, Labels labels, Map<String, String> annotations, Instant since) {
    return new Alert(
        tenant,
        fires ? Status.FIRING : Status.RESOLVED,
        labels,
        annotations,
        since,
        fires ? null : now,
        now,
        null,
        "alert-router",
        generatorUrl,
        null);
  }
}
