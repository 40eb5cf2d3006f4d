package io.vigia.launcher.soak;

import io.vigia.launcher.bench.SecondSuite;
import io.vigia.launcher.demo.Cleanup;
import io.vigia.launcher.home.Keys;
import io.vigia.launcher.home.Ports;
import io.vigia.launcher.home.Service;
import io.vigia.launcher.process.Pause;
import io.vigia.launcher.suite.Http;
import io.vigia.launcher.suite.Suite;
import io.vigia.launcher.terminal.Failure;
import io.vigia.launcher.terminal.Stopwatch;
import io.vigia.launcher.terminal.Terminal;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** One run: up, load and chaos, then all up again and quiet. */
final class Soak {

  /** The share of the load that is repairs. */
  private static final double REPAIRS = 0.25;

  private static final Duration ONE_REQUEST = Duration.ofSeconds(10);
  private static final Duration QUIET_WITHIN = Duration.ofMinutes(3);

  /** For what should not come any more. */
  private static final Duration ECHO = Duration.ofSeconds(10);

  private static final Duration PROGRESS_EVERY = Duration.ofSeconds(10);
  private static final long POLL_MILLIS = 200;

  /**
   * What is asked for.
   *
   * @param rate alerts and repairs a second, on average
   */
  record Settings(long seed, Duration load, double rate) {}

  private final Settings settings;
  private final SecondSuite second;
  private final RecordFiles records;
  private final Cleanup cleanup;
  private final Terminal terminal;
  private final Clock clock;
  private final Outstanding outstanding = new Outstanding();
  private final Alerts alerts;
  private final Repairs repairs;
  private final Stopwatch watch = new Stopwatch();
  private Duration nextProgress = PROGRESS_EVERY;

  Soak(
      Settings settings,
      SecondSuite second,
      RecordFiles records,
      Cleanup cleanup,
      Terminal terminal,
      Clock clock) {
    this.settings = settings;
    this.second = second;
    this.records = records;
    this.cleanup = cleanup;
    this.terminal = terminal;
    this.clock = clock;
    var random = new SplittableRandom(settings.seed());
    this.alerts = new Alerts(random.split(), settings.rate() * (1 - REPAIRS));
    this.repairs = new Repairs(random.split(), settings.rate() * REPAIRS);
  }

  /**
   * Returns what went wrong with the soak itself, whatever the account will say.
   *
   * @throws Failure when the suite does not come up in the beginning
   */
  List<String> run(ChaosPlan plan) throws IOException {
    Receiver receiver = new Receiver(alerts, records, outstanding, clock);
    cleanup.add(receiver::close);
    Suite suite = second.suite();
    SoakFiles.write(suite.installation(), receiver);
    if (second.vigia("up") != 0) {
      throw Failure.failed("the suite did not come up, see above");
    }
    List<Sender> senders = senders(suite);
    Revival revival = started(new Revival(suite, records, terminal, clock));
    Chaos chaos = started(new Chaos(plan, suite, revival, records, clock));
    List<Worker> workers = new ArrayList<>(senders);
    workers.addAll(List.of(revival, chaos));

    await(settings.load(), workers, chaos, () -> false);
    alerts.noMore();
    repairs.noMore();
    chaos.close();
    revival.close();
    List<String> troubles = new ArrayList<>();
    if (second.vigia("up") != 0) {
      troubles.add("not everything came up again in the end");
    }
    await(QUIET_WITHIN, workers, chaos, () -> quiet(senders));
    Pause.millis(ECHO.toMillis());
    for (Sender sender : senders) {
      sender.close();
    }
    receiver.close();
    workers.forEach(worker -> worker.failure().ifPresent(troubles::add));
    return troubles;
  }

  private List<Sender> senders(Suite suite) throws IOException {
    Ports ports = suite.ports();
    Keys keys = Keys.read(suite.installation());
    Http http = new Http(Optional.of(keys.admin()), ONE_REQUEST);
    String router = ports.address(Service.ALERT_ROUTER) + "/api/v2/alerts";
    String remediation = ports.address(Service.REMEDIATION_WEBHOOK) + "/webhook";
    return List.of(
        started(new Sender(router, http, alerts, records, outstanding, clock)),
        started(new Sender(remediation, http, repairs, records, outstanding, clock)));
  }

  private <W extends Worker> W started(W worker) {
    cleanup.add(worker::close);
    worker.start();
    return worker;
  }

  /** Tells how it goes until the condition holds, the time is over or a worker has given up. */
  private void await(Duration limit, List<Worker> workers, Chaos chaos, BooleanSupplier condition) {
    Stopwatch waiting = new Stopwatch();
    while (!condition.getAsBoolean()
        && !waiting.passed(limit)
        && workers.stream().allMatch(worker -> worker.failure().isEmpty())) {
      if (watch.passed(nextProgress)) {
        nextProgress = watch.elapsed().plus(PROGRESS_EVERY);
        terminal.say("%s  %s; %s", Terminal.seconds(watch.elapsed()), outstanding, chaos.last());
      }
      Pause.millis(POLL_MILLIS);
    }
  }

  private boolean quiet(List<Sender> senders) {
    return senders.stream().allMatch(Sender::finished) && outstanding.count() == 0;
  }
}
