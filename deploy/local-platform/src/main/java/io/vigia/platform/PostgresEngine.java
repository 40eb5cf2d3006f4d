package io.vigia.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** PostgreSQL as a child process: it can die on its own, and can outlive a killed platform. */
final class PostgresEngine implements Engine {

  static final String USER = "postgres";

  /** The data folder's name in the platform's home. */
  static final String DATA = "postgres";

  private static final Duration READY_WITHIN = Duration.ofSeconds(90);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofMillis(25);
  private static final Duration BEFORE_NEXT_ATTEMPT = Duration.ofMillis(250);
  private static final int ATTEMPTS = 40;

  private final Path home;
  private final Path data;
  private final Path programs;
  private final int port;
  private final Mode mode;
  private final String password;
  private final Object childLock = new Object();
  private volatile @Nullable Process child;
  private volatile boolean stopping;

  /**
   * @param programs where PostgreSQL's programs are unpacked to
   * @param password of {@link #USER}; it counts only while the data folder does not exist yet
   */
  PostgresEngine(Path home, Path programs, int port, Mode mode, String password) {
    this.home = home.toAbsolutePath();
    this.data = this.home.resolve(DATA);
    this.programs = programs.toAbsolutePath();
    this.port = port;
    this.mode = mode;
    this.password = password;
  }

  @Override
  public String name() {
    return "postgresql";
  }

  /** Also brings a dead postmaster back. */
  @Override
  public synchronized void start() throws Exception {
    PostgresUser user = PostgresUser.ofThisProcess();
    Path bin = PostgresBinaries.in(programs).resolve("bin");
    initialiseOnce(bin, user);
    Instant deadline = Instant.now().plus(READY_WITHIN);
    // the children of a killed postmaster hold its memory for some moments, and the next one ends
    // because of that
    for (int attempt = 0; attempt < ATTEMPTS && Instant.now().isBefore(deadline); attempt++) {
      if (ready(launch(bin, user), deadline)) {
        return;
      }
      Thread.sleep(BEFORE_NEXT_ATTEMPT.toMillis());
    }
    throw new PlatformFailure(
        "PostgreSQL did not start within %d s; what it said is above"
            .formatted(READY_WITHIN.toSeconds()));
  }

  @Override
  public void stop() throws IOException, InterruptedException {
    Process running;
    synchronized (childLock) {
      stopping = true;
      running = child;
    }
    if (running != null) {
      stop(running.toHandle(), mode == Mode.PERSISTENT ? "INT" : "QUIT");
    }
  }

  @Override
  public boolean alive() {
    Process running = child;
    return running == null || running.isAlive();
  }

  /**
   * Ends the PostgreSQL that a killed platform has left behind on a data folder, if there is one.
   */
  static boolean stopOrphan(Path data) throws IOException, InterruptedException {
    Path pidFile = data.resolve("postmaster.pid");
    Optional<ProcessHandle> process = firstNumber(pidFile).flatMap(ProcessHandle::of);
    if (process.isEmpty()) {
      return false;
    }
    if (!commandLine(process.get()).contains(data.toAbsolutePath().toString())) {
      Files.deleteIfExists(
          pidFile); // another program has got the number since; PostgreSQL would not start
      return false;
    }
    stop(process.get(), "INT");
    return true;
  }

  private void initialiseOnce(Path bin, PostgresUser user)
      throws IOException, InterruptedException {
    if (Files.isDirectory(data)) {
      return;
    }
    Path unfinished = home.resolve(DATA + ".unfinished");
    Folder.delete(unfinished);
    user.enter(home);
    user.give(Files.createDirectories(unfinished));
    Path passwordFile = home.resolve("postgres.initial-password");
    PrivateFile.write(passwordFile, password + "\n");
    user.give(passwordFile);
    List<String> arguments =
        new ArrayList<>(
            List.of(bin.resolve("initdb").toString(), "-D", unfinished.toString(), "-U", USER));
    arguments.addAll(List.of("-A", "scram-sha-256", "--pwfile", passwordFile.toString()));
    // the same sorting and the same letters everywhere, whatever locales the machine has
    arguments.addAll(List.of("-E", "UTF8", "--locale=C", "--locale-provider=builtin"));
    arguments.addAll(List.of("--builtin-locale=C.UTF-8", "--no-instructions"));
    if (mode == Mode.DISPOSABLE) {
      arguments.add("--no-sync");
    }
    Process initdb =
        run(new ProcessBuilder(Command.of(user.prefix(), arguments)).redirectErrorStream(true));
    String said = new String(initdb.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Files.delete(passwordFile);
    if (initdb.waitFor() != 0) {
      throw new PlatformFailure("PostgreSQL's initdb failed: " + said.strip());
    }
    Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
  }

  private Process launch(Path bin, PostgresUser user) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(bin.resolve("postgres").toString(), "-D", data.toString()));
    settings().forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
    return run(
        new ProcessBuilder(Command.of(user.prefix(), arguments))
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT));
  }

  /** Starts nothing once the platform is ending, for that would be left behind. */
  private Process run(ProcessBuilder command) throws IOException {
    synchronized (childLock) {
      if (stopping) {
        throw new PlatformFailure("PostgreSQL is not started: the platform is ending");
      }
      Process started = command.directory(home.toFile()).start();
      child = started;
      return started;
    }
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("port", String.valueOf(port));
    settings.put("listen_addresses", "127.0.0.1");
    settings.put("unix_socket_directories", "");
    settings.put("max_connections", "100");
    settings.put("shared_buffers", "32MB");
    settings.put("max_wal_size", "256MB");
    settings.put("jit", "off");
    settings.put("log_min_messages", "fatal");
    settings.put("log_timezone", "UTC");
    settings.put("timezone", "UTC");
    String safe = mode == Mode.PERSISTENT ? "on" : "off";
    settings.put("fsync", safe);
    settings.put("synchronous_commit", safe);
    settings.put("full_page_writes", safe);
    return settings;
  }

  /**
   * PostgreSQL itself writes into its pid file when it takes connections, so none need be tried.
   */
  private boolean ready(Process starting, Instant deadline)
      throws IOException, InterruptedException {
    while (starting.isAlive() && Instant.now().isBefore(deadline)) {
      List<String> lines = lines(data.resolve("postmaster.pid"));
      if (lines.size() >= 8
          && lines.get(0).strip().equals(String.valueOf(starting.pid()))
          && lines.get(7).strip().equals("ready")) {
        return true;
      }
      Thread.sleep(POLL.toMillis());
    }
    return false;
  }

  private static void stop(ProcessHandle process, String firstSignal)
      throws IOException, InterruptedException {
    for (String signal : List.of(firstSignal, "QUIT", "KILL")) {
      new ProcessBuilder("sh", "-c", "kill -%s %d".formatted(signal, process.pid()))
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
      Instant deadline = Instant.now().plus(STOP_WITHIN);
      while (process.isAlive() && Instant.now().isBefore(deadline)) {
        TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
      }
      if (!process.isAlive()) {
        return;
      }
    }
  }

  private static String commandLine(ProcessHandle process) throws IOException {
    Path kept =
        Path.of("/proc", String.valueOf(process.pid()), "cmdline"); // whole, also where it is long
    if (Files.isReadable(kept)) {
      return Files.readString(kept).replace('\0', ' ');
    }
    return process.info().commandLine().orElse("");
  }

  private static Optional<Long> firstNumber(Path file) throws IOException {
    List<String> lines = lines(file);
    try {
      return lines.isEmpty() ? Optional.empty() : Optional.of(Long.valueOf(lines.get(0).strip()));
    } catch (NumberFormatException damaged) {
      return Optional.empty();
    }
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }
}
