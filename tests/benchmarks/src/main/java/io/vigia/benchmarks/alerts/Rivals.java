package io.vigia.benchmarks.alerts;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigia.benchmarks.measure.Percentiles;
import io.vigia.benchmarks.measure.ProcessUse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Measures the router and, where it is installed, Alertmanager, in turns on the same machine. */
public final class Rivals {

  private static final Duration WARM_UP = Duration.ofSeconds(6);
  private static final Duration ROUND = Duration.ofSeconds(3);
  private static final int LOOKS = 60;
  private static final int LOOKS_TO_WARM_UP = 20;
  private static final int MEGABYTE = 1 << 20;

  /** Nobody is told while the intake is measured. */
  private static final String QUIET =
      """
      route:
        receiver: none
        group_by: [alertname, service]
        group_wait: 10m
        group_interval: 10m
        repeat_interval: 4h
      receivers:
        - name: none
      """;

  private final Target router;
  private final long pid;
  private final Path routing;
  private final Optional<Alertmanager> other;
  private final Path folder;
  private final Clock clock;
  private final Map<String, double[]> samples = new LinkedHashMap<>();
  private final Map<String, Double> figures = new LinkedHashMap<>();
  private final String run;

  /**
   * @param pid of the router's process
   * @param routing the file that it reads
   */
  public Rivals(
      Target router,
      long pid,
      Path routing,
      Optional<Alertmanager> other,
      Path folder,
      Clock clock) {
    this.router = router;
    this.pid = pid;
    this.routing = routing;
    this.other = other;
    this.folder = folder;
    this.clock = clock;
    this.run = Long.toString(clock.millis(), Character.MAX_RADIX);
  }

  /** Prints as it goes and leaves figures.json and samples.json in the folder. */
  public void run(int rounds, int groups, int storm) throws IOException {
    if (other.isEmpty()) {
      say("prometheus-alertmanager is not on the PATH: no comparison");
    }
    intake(rounds, groups);
    looks(groups);
    storms(storm);
    figures.put("rss_mb", Math.ceil((double) ProcessUse.of(pid).peakBytes() / MEGABYTE));
    figures.put(
        "load_average", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    var json = new ObjectMapper();
    json.writeValue(folder.resolve("samples.json").toFile(), samples);
    json.writeValue(folder.resolve("figures.json").toFile(), figures);
    targets(storm).forEach((what, held) -> say("%-8s %s", held ? "held" : "NOT HELD", what));
    say("raw samples are in %s", folder);
  }

  private void intake(int rounds, int groups) throws IOException {
    route(QUIET);
    if (other.isPresent()) {
      other.get().start(QUIET);
    }
    var intake = new Intake(groups, run, clock);
    double[] ours = new double[rounds];
    double[] theirs = new double[other.isPresent() ? rounds : 0];
    firstSight(intake, router, "");
    if (other.isPresent()) {
      firstSight(intake, other.get().target(), "_alertmanager");
    }
    for (int i = 0; i < rounds; i++) {
      ours[i] = intake.repeat(router, ROUND);
      if (other.isPresent()) {
        theirs[i] = intake.repeat(other.get().target(), ROUND);
      }
      say(
          "round %d: %,.0f alerts/s%s",
          i + 1, ours[i], other.isPresent() ? ", Alertmanager %,.0f".formatted(theirs[i]) : "");
    }
    put("accept_per_s", ours, 0.5);
    if (other.isPresent()) {
      put("accept_per_s_alertmanager", theirs, 0.5);
      figures.put(
          "accept_ratio_alertmanager",
          round(at("accept_per_s") / at("accept_per_s_alertmanager"), 3));
    }
  }

  private void firstSight(Intake intake, Target target, String suffix) throws IOException {
    double fill = intake.fill(target);
    say("%s: %,.0f new alerts/s at first", target, fill);
    intake.repeat(target, WARM_UP);
    double warm = new Intake(Batch.ALERTS * 10, run + "-warm", clock).fill(target);
    put("accept_new_per_s" + suffix, new double[] {warm}, 0.5);
  }

  private void looks(int groups) throws IOException {
    GroupsLook.times(router, LOOKS_TO_WARM_UP, groups);
    double[] times = GroupsLook.times(router, LOOKS, groups);
    put("groups_5000_ms", times, 0.5);
    figures.put("groups_5000_p95_ms", round(Percentiles.of(times).at(0.95), 1));
    if (other.isPresent()) {
      put(
          "groups_5000_ms_alertmanager",
          GroupsLook.times(other.get().target(), LOOKS, groups),
          0.5);
    }
    new Intake(groups, run, clock).end(router);
  }

  private void storms(int alerts) throws IOException {
    try (var receivers = new Receivers(clock)) {
      String storming = receivers.routing(seconds(Storm.GROUP_WAIT), seconds(Storm.GROUP_INTERVAL));
      route(storming);
      Storm.Outcome ours = new Storm(alerts, run + "-storm", receivers, clock).run(router);
      say(
          "the storm: %,d alerts in %.1f s, %,d notifications",
          ours.sent(), ours.seconds(), ours.notifications());
      put("notify_p99_ms", ours.latencies(), 0.99);
      figures.put("notify_p50_ms", round(Percentiles.of(ours.latencies()).at(0.5), 1));
      figures.put("storm_sent", (double) ours.sent());
      figures.put("storm_delivered", (double) ours.delivered());
      figures.put("storm_lost", (double) ours.lost());
      figures.put("storm_duplicated", (double) ours.duplicated());
      figures.put("storm_notifications", (double) ours.notifications());
      figures.put("storm_notifications_too_many", (double) ours.tooMany());
    }
    if (other.isPresent()) {
      try (var receivers = new Receivers(clock)) {
        other
            .get()
            .start(receivers.routing(seconds(Storm.GROUP_WAIT), seconds(Storm.GROUP_INTERVAL)));
        Storm.Outcome theirs =
            new Storm(alerts, run + "-storm", receivers, clock).run(other.get().target());
        put("notify_p99_ms_alertmanager", theirs.latencies(), 0.99);
      }
    }
  }

  private void route(String text) throws IOException {
    Files.writeString(routing, text);
    try (var connection = new Connection(router)) {
      Connection.Answer answer = connection.post("/-/reload", new byte[0]);
      if (answer.status() / 100 != 2) {
        throw new IOException(router + " does not take the routing: " + answer.status());
      }
    }
  }

  private Map<String, Boolean> targets(int storm) {
    Map<String, Boolean> targets = new LinkedHashMap<>();
    if (figures.containsKey("accept_ratio_alertmanager")) {
      targets.put("takes half of what Alertmanager takes", at("accept_ratio_alertmanager") >= 0.5);
    }
    targets.put("all groups within 100 ms", at("groups_5000_ms") < 100);
    targets.put("p99 from group_wait's end below 250 ms", at("notify_p99_ms") < 250);
    targets.put(
        "the storm lost nothing and told nothing twice",
        at("storm_sent") == storm && at("storm_lost") == 0 && at("storm_duplicated") == 0);
    targets.put("no more notifications than configured", at("storm_notifications_too_many") == 0);
    targets.put("within 512 MB", at("rss_mb") <= 512);
    return targets;
  }

  private double at(String figure) {
    return figures.getOrDefault(figure, Double.NaN);
  }

  private void put(String name, double[] values, double share) {
    samples.put(name, values);
    double figure = round(Percentiles.of(values).at(share), 1);
    figures.put(name, figure);
    say("%-30s %,.1f", name, figure);
  }

  private static String seconds(Duration time) {
    return time.toSeconds() + "s";
  }

  private static double round(double value, int digits) {
    double power = Math.pow(10, digits);
    return Math.round(value * power) / power;
  }

  private static void say(String text, Object... values) {
    System.out.printf(Locale.ROOT, text + "%n", values);
  }
}
