package io.vigia.platform;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** A platform of the test's own, on a home of its own, that never outlives the test. */
record StartedPlatform(Process process, Path home, Path log, Endpoints endpoints)
    implements AutoCloseable {

  static final Path LIB_DIR = Path.of("target/platform/lib").toAbsolutePath();

  static StartedPlatform start(Path folder, Mode mode, long untilPid) throws IOException {
    Path home = folder.resolve("home");
    Path log = folder.resolve("platform.log");
    Process process =
        LocalPlatform.launch(LIB_DIR, home, Ports.free(), mode, OptionalLong.of(untilPid), log);
    try {
      return new StartedPlatform(process, home, log, LocalPlatform.awaitReady(process, home, log));
    } catch (PlatformFailure | IOException e) {
      process.destroy();
      throw e;
    }
  }

  UsedEngines use() {
    return new UsedEngines(endpoints);
  }

  ProcessHandle postmaster() throws IOException {
    return ProcessHandle.of(postmasterPid()).orElseThrow();
  }

  long postmasterPid() throws IOException {
    Path pidFile = home.resolve("postgres/postmaster.pid");
    return Long.parseLong(java.nio.file.Files.readAllLines(pidFile).get(0).strip());
  }

  /** Without any chance to put things in order. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      PostgresEngine.stopOrphan(home.resolve("postgres"));
    }
  }
}
