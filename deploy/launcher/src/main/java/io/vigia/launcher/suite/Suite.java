package io.vigia.launcher.suite;

import io.vigia.launcher.home.Installation;
import io.vigia.launcher.home.Ports;
import io.vigia.launcher.home.PrivateFile;
import io.vigia.launcher.home.Service;
import io.vigia.launcher.process.PidFile;
import io.vigia.launcher.process.ProcessIdentity;
import io.vigia.launcher.process.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The parts of one home. */
public final class Suite {

  private final Installation installation;
  private final Map<String, String> environment;
  private final PlatformProcess platform;
  private final List<ServiceProcess> services;
  private final AtomicInteger depth = new AtomicInteger();

  /**
   * @param environment of the caller; ports come from it
   */
  public Suite(Installation installation, Map<String, String> environment) {
    this.installation = installation;
    this.environment = Map.copyOf(environment);
    this.platform = new PlatformProcess(installation);
    this.services =
        Arrays.stream(Service.values())
            .map(service -> new ServiceProcess(installation, service))
            .toList();
  }

  public Installation installation() {
    return installation;
  }

  public Map<String, String> environment() {
    return environment;
  }

  public PlatformProcess platform() {
    return platform;
  }

  public List<ServiceProcess> services() {
    return services;
  }

  public ServiceProcess service(Service service) {
    return services.stream()
        .filter(process -> process.service() == service)
        .findFirst()
        .orElseThrow();
  }

  /** The ports that the next start uses. */
  public Ports chosenPorts() throws IOException {
    return Ports.choose(environment, Ports.remembered(installation));
  }

  /** The ports of the running or last suite, whatever the environment says. */
  public Ports ports() throws IOException {
    Optional<Ports> remembered = Ports.remembered(installation);
    return remembered.isPresent() ? remembered.get() : chosenPorts();
  }

  /** True while any part's process lives. */
  public boolean anyRunning() throws IOException {
    if (platform.process().isPresent()) {
      return true;
    }
    for (ServiceProcess service : services) {
      if (service.running().isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** Held while parts are started or stopped together; this run itself may take it twice. */
  public AutoCloseableLock lock() throws IOException {
    if (depth.getAndIncrement() > 0) {
      return depth::decrementAndGet;
    }
    try {
      RunLock lock = newLock();
      return () -> {
        depth.decrementAndGet();
        lock.close();
      };
    } catch (IOException | RuntimeException e) {
      depth.decrementAndGet();
      throw e;
    }
  }

  /** What {@link #lock} gives. */
  public interface AutoCloseableLock extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  private RunLock newLock() throws IOException {
    PidFile holder = new PidFile(installation.run().resolve("suite.pid"));
    RunLock lock =
        RunLock.take(
            installation.run().resolve("suite.lock"),
            Duration.ofMillis(200),
            "another ./vigia up or down is busy with %s%s: wait for it"
                .formatted(
                    installation.home(),
                    holder.living().map(process -> " (pid " + process.pid() + ")").orElse("")));
    Optional<ProcessIdentity> self = ProcessIdentity.of(ProcessHandle.current().pid());
    if (self.isPresent()) {
      holder.write(self.get());
    }
    return lock;
  }

  /**
   * Whether the suite is meant to run: from the start of {@code up} to the start of {@code down}.
   */
  public boolean wanted() {
    return Files.exists(wantedFile());
  }

  public void want(boolean wanted) throws IOException {
    if (wanted) {
      PrivateFile.write(wantedFile(), "The suite is up. ./vigia down deletes this file.\n");
    } else {
      Files.deleteIfExists(wantedFile());
    }
  }

  private Path wantedFile() {
    return installation.run().resolve("up");
  }
}
