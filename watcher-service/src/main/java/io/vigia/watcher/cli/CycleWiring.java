package io.vigia.watcher.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.vertx.VertxContextSupport;
import java.io.PrintStream;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Runs one cycle inside the started service, or waits until it is stopped. */
public class CycleWiring implements QuarkusApplication {

  private static final Logger LOG = Logger.getLogger(CycleWiring.class);
  private static final Duration LONGEST_CYCLE = Duration.ofMinutes(10);
  private static final Duration LONGEST_DELIVERY = Duration.ofSeconds(20);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final CycleClient cycle;
  private final UndeliveredStore undelivered;

  CycleWiring(CycleClient cycle, UndeliveredStore undelivered) {
    this.cycle = cycle;
    this.undelivered = undelivered;
  }

  @Override
  public int run(String... args) throws Exception {
    Options options = Options.parse(args);
    if (!options.once() && !options.force()) {
      Quarkus.waitForExit();
      return 0;
    }
    int status = cycle(options);
    if (!options.once()) {
      Quarkus.waitForExit();
      return 0;
    }
    return status;
  }

  private int cycle(Options options) {
    try {
      Summary summary =
          VertxContextSupport.subscribeAndAwait(
              () -> cycle.once(options.force()).ifNoItem().after(LONGEST_CYCLE).fail());
      PrintStream out = System.out;
      summary.lines(options.problemsOnly()).forEach(out::println);
      tell();
      return summary.exitCode();
    } catch (Throwable e) {
      LOG.errorf("the cycle could not run: %s", e);
      LOG.debug("cycle", e);
      return Summary.COULD_NOT_RUN;
    }
  }

  /** What it decided is on its way out in the background: the end waits for that, for a while. */
  private void tell() throws Throwable {
    long left =
        VertxContextSupport.subscribeAndAwait(
            () ->
                undelivered
                    .count()
                    .onItem()
                    .transform(
                        n -> {
                          if (n > 0) {
                            throw new IllegalStateException(n + " are on their way");
                          }
                          return n;
                        })
                    .onFailure(IllegalStateException.class)
                    .retry()
                    .withBackOff(LOOK_AGAIN, LOOK_AGAIN)
                    .withJitter(0)
                    .expireIn(LONGEST_DELIVERY.toMillis())
                    .onFailure()
                    .recoverWithUni(undelivered::count));
    if (left > 0) {
      LOG.warnf("%d events are not delivered yet; the next run or service goes on", left);
    }
  }
}
