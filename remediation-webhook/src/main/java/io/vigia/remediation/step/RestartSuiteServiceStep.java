package io.vigia.remediation.step;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vigia.remediation.RemediationConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Calls {@code ./vigia restart NAME} for a service of the suite. */
@ApplicationScoped
class RestartSuiteServiceStep implements Step {

  private static final int MAX_OUTPUT = 2000;

  /**
   * @param timeout after which the launcher, not the service, is ended
   */
  record Settings(Duration timeout) {
    public Settings {
      timeout = timeout == null ? Duration.ofSeconds(30) : timeout;
    }
  }

  private final RemediationConfig config;
  private final String self;

  RestartSuiteServiceStep(
      RemediationConfig config, @ConfigProperty(name = "quarkus.application.name") String self) {
    this.config = config;
    this.self = self;
  }

  @Override
  public String type() {
    return "restart-suite-service";
  }

  @Override
  public Class<?> settings() {
    return Settings.class;
  }

  @Override
  public Uni<String> act(Task task, Object settings) {
    return Uni.createFrom()
        .item(() -> restart(task.target(), ((Settings) settings).timeout()))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private String restart(String target, Duration timeout) {
    if (!config.services().containsKey(target)) {
      throw new StepFailure("'" + target + "' is no service of the suite");
    }
    if (target.equals(self)) {
      throw new StepFailure(self + " does not restart itself");
    }
    Path launcher =
        config
            .launcher()
            .orElseThrow(() -> new StepFailure("vigia.remediation.launcher is not set"));
    try {
      Process process = start(launcher, target);
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new StepFailure("the launcher took longer than " + timeout);
      }
      byte[] output = process.getInputStream().readNBytes(MAX_OUTPUT);
      String said = new String(output, StandardCharsets.UTF_8).strip();
      if (process.exitValue() != 0) {
        throw new StepFailure("the launcher ended with " + process.exitValue() + ": " + said);
      }
      return said.isEmpty() ? target + " restarted" : said;
    } catch (IOException e) {
      throw new StepFailure("the launcher cannot be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StepFailure("interrupted");
    }
  }

  /** Fixed arguments, no shell, and no environment but what the launcher needs. */
  private Process start(Path launcher, String target) throws IOException {
    var builder = new ProcessBuilder(launcher.toString(), "restart", target);
    Map<String, String> inherited = Map.copyOf(System.getenv());
    builder.environment().clear();
    for (String name : new String[] {"PATH", "JAVA_HOME", "HOME", "LANG"}) {
      if (inherited.containsKey(name)) {
        builder.environment().put(name, inherited.get(name));
      }
    }
    config.home().ifPresent(home -> builder.environment().put("VIGIA_HOME", home.toString()));
    builder.redirectErrorStream(true);
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }
}
