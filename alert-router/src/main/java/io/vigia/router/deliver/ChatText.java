package io.vigia.router.deliver;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import java.util.stream.Collectors;

/**
 * A notification in Markdown, for chats.
 *
 * @param title one line without marks
 * @param text a line for each alert
 * @param color red while anything fires, else green
 */
record ChatText(String title, String text, String color) {

  private static final int MAX_TITLE = 200;
  private static final int MAX_TEXT = 4_000;
  private static final int MAX_ALERTS = 20;

  static ChatText of(Notification notification) {
    var alerts = notification.alerts();
    long firing = alerts.stream().filter(a -> a.status() == Status.FIRING).count();
    boolean fires = firing > 0;
    long count =
        (fires ? firing : alerts.size())
            + (fires ? notification.omitted().firing() : notification.omitted().sum());
    String title =
        "[%s:%d] %s"
            .formatted(
                fires ? "FIRING" : "RESOLVED",
                count,
                String.join(" ", notification.groupLabels().values().values()));
    String lines =
        alerts.stream().limit(MAX_ALERTS).map(ChatText::line).collect(Collectors.joining("\n"));
    int left = alerts.size() - MAX_ALERTS + notification.omitted().sum();
    return new ChatText(
        cut(quiet(title.strip()), MAX_TITLE),
        cut(quiet(lines), MAX_TEXT) + (left > 0 ? "\n… " + left + " more" : ""),
        fires ? "#d63232" : "#2e8540");
  }

  private static String line(Alert alert) {
    String said = AgentAlert.first(alert.annotations(), "summary", "description", "message");
    String note = alert.annotations().getOrDefault(Notification.NOTE, "");
    return "**%s** %s%s%s"
        .formatted(
            alert.status() == Status.FIRING ? "firing" : "resolved",
            said.isEmpty() ? alert.labels().values() : said,
            alert.generatorURL() == null ? "" : " [source](" + alert.generatorURL() + ")",
            note.isEmpty() ? "" : " – " + note);
  }

  /** What comes from outside calls nobody. */
  private static String quiet(String text) {
    return text.replaceAll("@(all|channel|here|everyone)", "@\u200b$1");
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
