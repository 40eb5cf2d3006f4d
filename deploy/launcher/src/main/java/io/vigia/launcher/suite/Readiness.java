package io.vigia.launcher.suite;

import io.vigia.launcher.home.Ports;
import io.vigia.launcher.home.Service;
import io.vigia.launcher.process.Pause;
import io.vigia.launcher.process.ProcessIdentity;
import io.vigia.launcher.terminal.Stopwatch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks services whether they are ready. */
public final class Readiness {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final long POLL_MILLIS = 150;

  private final Ports ports;
  private final Http http;

  public Readiness(Ports ports, String suiteKey) {
    this.ports = ports;
    this.http = new Http(Optional.of(suiteKey), Duration.ofSeconds(3));
  }

  public boolean ready(Service service) {
    return is(service, "ready");
  }

  public boolean live(Service service) {
    return is(service, "live");
  }

  /**
   * Returns when all are ready.
   *
   * @param started the processes to wait for; one that ends is a failure at once
   * @param told gets each service as it becomes ready
   */
  public void await(Map<ServiceProcess, ProcessIdentity> started, Consumer<ServiceProcess> told)
      throws IOException {
    List<ServiceProcess> waiting = new ArrayList<>(started.keySet());
    Stopwatch watch = new Stopwatch();
    while (!waiting.isEmpty()) {
      for (ServiceProcess service : List.copyOf(waiting)) {
        if (ready(service.service())) {
          waiting.remove(service);
          told.accept(service);
        } else if (!java.util.Objects.requireNonNull(started.get(service)).alive()) {
          throw service.failure("it ended while it was starting");
        } else if (watch.passed(LIMIT)) {
          throw service.failure(
              "it was not ready within %d s, see %s/q/health"
                  .formatted(LIMIT.toSeconds(), ports.address(service.service())));
        }
      }
      Pause.millis(POLL_MILLIS);
    }
  }

  private boolean is(Service service, String what) {
    try {
      return http.get(ports.address(service) + "/q/health/" + what).status() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }
}
