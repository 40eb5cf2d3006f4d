package io.vigia.benchmarks;

import io.vigia.benchmarks.alerts.Alertmanager;
import io.vigia.benchmarks.alerts.Rivals;
import io.vigia.benchmarks.alerts.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * alert-router beside Debian's Alertmanager. {@code measure FILE} needs a running alert-router and
 * starts the other itself; FILE holds the {@link RouterSettings}.
 */
public final class RouterBenchmark {

  private RouterBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    RouterSettings settings = RouterSettings.read(Path.of(arguments[1]));
    var router = new Target("alert-router", settings.port(), settings.apiKey());
    Optional<Alertmanager> other =
        settings
            .alertmanager()
            .map(
                program ->
                    new Alertmanager(program, settings.folder(), settings.alertmanagerPort()));
    try {
      new Rivals(
              router,
              settings.pid(),
              settings.routing(),
              other,
              settings.folder(),
              Clock.systemUTC())
          .run(settings.rounds(), settings.groups(), settings.storm());
    } catch (IOException e) {
      System.err.println("bench: " + e.getMessage());
      System.exit(1);
    } finally {
      other.ifPresent(Alertmanager::close);
    }
    System.exit(0); // whatever threads the receivers may have left
  }
}
