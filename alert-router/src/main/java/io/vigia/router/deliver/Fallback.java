package io.vigia.router.deliver;

import io.vigia.contracts.Alert;
import java.util.stream.Collectors;

/** What is told when the receiver's templates fail: the alerts, plainly, and why it is plain. */
final class Fallback {

  private static final int MOST = 100;

  private Fallback() {}

  static String subject(Notification notification) {
    return "["
        + TemplateData.word(notification.status()).toUpperCase(java.util.Locale.ROOT)
        + "] "
        + String.join(" ", notification.groupLabels().values().values());
  }

  static String text(Notification notification, String why) {
    String list =
        notification.alerts().stream()
            .limit(MOST)
            .map(Fallback::line)
            .collect(Collectors.joining());
    int more = notification.alerts().size() - MOST + notification.omitted().sum();
    return "The template of this receiver failed: "
        + why
        + "\nThe alerts are:\n"
        + list
        + (notification.alerts().size() > MOST ? "and " + more + " more\n" : "");
  }

  private static String line(Alert alert) {
    String labels =
        alert.labels().values().entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(", "));
    String summary = alert.annotations().getOrDefault("summary", "");
    return "- "
        + TemplateData.word(alert.status())
        + ": "
        + labels
        + (summary.isEmpty() ? "" : ": " + summary)
        + "\n";
  }
}
