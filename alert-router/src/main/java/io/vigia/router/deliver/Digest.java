package io.vigia.router.deliver;

import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.contracts.Labels;
import io.vigia.kit.yaml.Durations;
import io.vigia.router.route.Terms.Rate;
import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was held back, in one notification: a single alert that counts and names the others.
 *
 * @param notifications how many were held back
 * @param firing alerts that fired when they were last spoken of
 * @param resolved alerts that had ended
 * @param groups how many groups spoke
 * @param examples keys of some of them
 * @param names the alerts by name
 */
record Digest(
    int notifications,
    int firing,
    int resolved,
    int groups,
    List<String> examples,
    List<Name> names) {

  static final String ALERTNAME = "VigiaDigest";

  private static final int SHOWN = 10;
  private static final int MAX_KEY = 200;
  private static final List<String> SEVERITIES = List.of("critical", "error", "warning", "info");

  /**
   * @param severity the label of that name, or empty
   */
  record Name(String alertname, String severity, int count) {}

  Digest {
    examples = List.copyOf(examples);
    names = List.copyOf(names);
  }

  Notification notification(
      String tenant, String receiver, String target, Rate rate, URI externalUrl, Instant now) {
    var group = Labels.of(Map.of("alertname", ALERTNAME, "receiver", receiver));
    var alert =
        new Alert(
            tenant,
            firing > 0 ? Status.FIRING : Status.RESOLVED,
            Labels.of(Map.of("alertname", ALERTNAME, "receiver", receiver, "severity", worst())),
            Map.of("summary", summary(rate), "description", description()),
            now,
            firing > 0 ? null : now,
            now,
            (double) notifications,
            "alert-router",
            externalUrl.toString(),
            null);
    return new Notification(
        tenant,
        receiver,
        "{}/digest:{receiver=\"" + target + "\"}",
        group,
        List.of(alert),
        Notification.Omitted.NONE,
        externalUrl);
  }

  private String summary(Rate rate) {
    return ("%d notifications of %d groups were held back (at most %d in %s): %d alerts fire,"
            + " %d ended. %s")
        .formatted(
            notifications,
            groups,
            rate.notifications(),
            Durations.text(rate.per()),
            firing,
            resolved,
            important().map(Digest::words).collect(Collectors.joining(", ")));
  }

  private String description() {
    String more = groups > examples.size() ? "\n… " + (groups - examples.size()) + " more" : "";
    return examples.stream()
            .map(key -> key.substring(0, Math.min(MAX_KEY, key.length())))
            .collect(Collectors.joining("\n", "Groups:\n", ""))
        + more;
  }

  private String worst() {
    return important().map(Name::severity).filter(s -> !s.isEmpty()).findFirst().orElse("");
  }

  /** The most severe first, then the most frequent. */
  private Stream<Name> important() {
    return names.stream()
        .sorted(
            Comparator.comparingInt(Digest::rank)
                .thenComparing(Comparator.comparingInt(Name::count).reversed())
                .thenComparing(Name::alertname))
        .limit(SHOWN);
  }

  private static int rank(Name name) {
    int rank = SEVERITIES.indexOf(name.severity().toLowerCase(Locale.ROOT));
    return rank < 0 ? SEVERITIES.size() : rank;
  }

  private static String words(Name name) {
    return name.alertname() + " ×" + name.count();
  }
}
