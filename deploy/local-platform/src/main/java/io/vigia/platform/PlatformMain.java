package io.vigia.platform;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * The forked JVM: Kafka, PostgreSQL and OpenSearch on one home folder until SIGTERM, or, with
 * throw-away data, until the processes that use them have ended.
 *
 * <p>Exit codes: 0 ended as asked, 1 could not start, 3 an engine died for good.
 */
public final class PlatformMain {

  private static final int COULD_NOT_START = 1;
  private static final int ENGINE_DIED = 3;
  private static final Duration WATCH_EVERY = Duration.ofSeconds(1);

  private final Options options;
  private final Dependants dependants = new Dependants();
  private final Home home;
  private final Engines engines;
  private final PostgresEngine postgres;
  private final Endpoints endpoints;
  private volatile boolean ready;
  private volatile boolean stopping;

  private PlatformMain(Options options) throws IOException, InterruptedException {
    this.options = options;
    options.untilPid().ifPresent(dependants::add);
    home = Home.open(options.home(), options.mode());
    Ports ports = options.ports().resolve();
    endpoints = Endpoints.of(ports, home.password(), ProcessHandle.current().pid());
    postgres =
        new PostgresEngine(
            options.home(),
            options.programs(),
            ports.postgres(),
            options.mode(),
            endpoints.postgresPassword());
    engines =
        new Engines(
            List.of(
                new OpenSearchEngine(home.data("opensearch"), ports.openSearch()),
                new KafkaEngine(home.data("kafka"), ports.kafka()),
                postgres));
  }

  public static void main(String[] arguments) {
    long begin = System.nanoTime();
    try {
      PlatformMain platform = new PlatformMain(Options.parse(List.of(arguments)));
      Runtime.getRuntime().addShutdownHook(new Thread(platform::stop, "stop"));
      platform.start(begin);
      System.exit(platform.watch());
    } catch (PlatformFailure e) {
      System.err.println("platform: " + e.getMessage());
      System.exit(COULD_NOT_START);
    } catch (Exception e) {
      System.err.println("platform: " + e.getMessage());
      e.printStackTrace();
      System.exit(COULD_NOT_START);
    }
  }

  private void start(long begin) throws Exception {
    engines.start();
    int controlPort = URI.create(endpoints.control()).getPort();
    Databases databases = new Databases(endpoints.postgresPort(), endpoints.postgresPassword());
    new ControlServer(controlPort, endpoints, engines, databases, dependants).start();
    home.publish(endpoints);
    ready = true;
    System.out.println("platform ready in " + Engines.seconds(begin));
  }

  /** Returns the exit code when the platform is to end. */
  private int watch() throws Exception {
    while (true) {
      Thread.sleep(WATCH_EVERY.toMillis());
      if (options.mode() == Mode.DISPOSABLE && (dependants.areGone() || !home.exists())) {
        return 0;
      }
      for (Engine dead : stopping ? List.<Engine>of() : engines.dead()) {
        if (dead != postgres) {
          System.err.printf("platform: %s died, so the platform ends%n", dead.name());
          return ENGINE_DIED;
        }
        System.err.println("platform: postgresql died and is started again");
        engines.restart(postgres);
      }
    }
  }

  private void stop() {
    stopping = true;
    try {
      home.withdraw();
      if (options.mode() == Mode.PERSISTENT) {
        engines.stop();
      } else {
        postgres.stop();
        home.empty();
      }
      home.release();
      if (ready) {
        ClassArchive.write();
      }
    } catch (IOException | InterruptedException e) {
      System.err.println("platform: " + e);
    }
    if (options.mode() == Mode.DISPOSABLE) {
      // the other engines may still want to save what nobody wants
      Runtime.getRuntime().halt(0);
    }
  }
}
