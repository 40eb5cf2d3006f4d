package io.vigia.platform;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Starts platforms, finds running ones and asks them for databases.
 *
 * <p>Uses the JDK alone, so that tests and the launcher need none of the engines on their class
 * path.
 */
public final class LocalPlatform {

  static final String MAIN = "io.vigia.platform.PlatformMain";

  /** Carries the token of whoever asks the control endpoint to change something. */
  static final String TOKEN_HEADER = "X-Platform-Token";

  private static final Duration READY_WITHIN = Duration.ofMinutes(3);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final Duration END_WITHIN = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final int LOG_TAIL_LINES = 40;
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private LocalPlatform() {}

  /** The platform on that home if its process is alive and answers. */
  public static Optional<Endpoints> running(Path home) {
    try {
      Endpoints endpoints = Endpoints.read(home);
      if (!ProcessHandle.of(endpoints.pid()).map(ProcessHandle::isAlive).orElse(false)) {
        return Optional.empty();
      }
      HttpResponse<String> answer =
          send(HttpRequest.newBuilder(URI.create(endpoints.control() + "/")));
      boolean itself =
          answer.statusCode() == 200 && answer.body().contains("\"pid\":" + endpoints.pid() + ",");
      return itself ? Optional.of(endpoints) : Optional.empty();
    } catch (IOException notReady) {
      return Optional.empty();
    }
  }

  /**
   * The throw-away platform of this build, started by whichever test comes first; it ends with the
   * Maven process.
   *
   * @param root of the checkout
   * @throws PlatformFailure when it does not start, with the end of its log
   */
  public static synchronized Endpoints forBuild(Path root) {
    Path target = root.resolve("deploy/local-platform/target").toAbsolutePath().normalize();
    Path libDir = target.resolve("platform/lib");
    Path folder = target.resolve("platform-test");
    if (!Files.isDirectory(libDir)) {
      throw new PlatformFailure(
          libDir + " is missing: run mvn package -f deploy/local-platform/pom.xml first");
    }
    try {
      Files.createDirectories(folder);
      try (FileChannel file = FileChannel.open(folder.resolve("attach.lock"), CREATE, WRITE);
          FileLock held = file.lock()) {
        assert held.isValid();
        return attachOrStart(libDir, folder.resolve("home"), folder.resolve("platform.log"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts a platform that outlives this JVM; {@link #awaitReady} tells when it is of use.
   *
   * @param libDir the folder with this module's jar and the engines'
   * @param untilPid with throw-away data: the process that the platform ends with
   * @param log gets what the platform prints, after what is already there
   */
  public static Process launch(
      Path libDir, Path home, Ports ports, Mode mode, OptionalLong untilPid, Path log)
      throws IOException {
    return new PlatformCommand(libDir, home, ports, mode, untilPid).start(log);
  }

  /**
   * Waits until a launched platform has written its endpoints.
   *
   * @throws PlatformFailure when it ends before, or is not ready within 180 s, with the end of its
   *     log
   */
  public static Endpoints awaitReady(Process platform, Path home, Path log) throws IOException {
    Instant deadline = Instant.now().plus(READY_WITHIN);
    while (platform.isAlive()) {
      Optional<Endpoints> written = writtenBy(platform, home);
      if (written.isPresent()) {
        return written.get();
      }
      if (Instant.now().isAfter(deadline)) {
        platform.destroy();
        throw new PlatformFailure(
            "the platform was not ready within %d s:\n%s"
                .formatted(READY_WITHIN.toSeconds(), tail(log)));
      }
      pause();
    }
    throw new PlatformFailure("the platform did not start:\n" + tail(log));
  }

  /** A killed platform leaves its file behind; the new one removes it at any moment. */
  private static Optional<Endpoints> writtenBy(Process platform, Path home) throws IOException {
    try {
      return Optional.of(Endpoints.read(home)).filter(e -> e.pid() == platform.pid());
    } catch (NoSuchFileException notYet) {
      return Optional.empty();
    }
  }

  /**
   * Makes sure that the database exists.
   *
   * @param name 1 to 40 of a-z, 0-9 and _
   * @param fresh drops it first, with whoever is connected to it
   */
  public static void createDatabase(Endpoints endpoints, String name, boolean fresh) {
    try {
      HttpResponse<String> answer =
          post(endpoints, "/databases/" + name + (fresh ? "?fresh=true" : ""));
      if (answer.statusCode() != 200) {
        throw new PlatformFailure(
            "the platform did not create database %s: %s".formatted(name, answer.body()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Endpoints attachOrStart(Path libDir, Path home, Path log) throws IOException {
    long maven = MavenProcess.pid();
    Optional<Endpoints> found = running(home);
    if (found.isPresent() && post(found.get(), "/until/" + maven).statusCode() == 200) {
      return found.get();
    }
    endLeftOver(home);
    Files.deleteIfExists(log);
    Process platform =
        launch(libDir, home, Ports.free(), Mode.DISPOSABLE, OptionalLong.of(maven), log);
    return awaitReady(platform, home, log);
  }

  /** Ends a platform that still has the home but cannot be used. */
  private static void endLeftOver(Path home) throws IOException {
    Path file = home.resolve(Home.PID);
    if (!Files.exists(file)) {
      return;
    }
    Optional<ProcessHandle> platform;
    try {
      platform =
          ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
              .filter(process -> process.info().commandLine().orElse("").contains(MAIN));
    } catch (NumberFormatException | NoSuchFileException gone) {
      return;
    }
    if (platform.isPresent()) {
      platform.get().destroy();
      try {
        platform.get().onExit().get(END_WITHIN.toSeconds(), TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        platform.get().destroyForcibly();
      } catch (ExecutionException | InterruptedException e) {
        throw new IOException("waiting for the end of an old platform", e);
      }
    }
  }

  private static HttpResponse<String> post(Endpoints endpoints, String path) throws IOException {
    return send(
        HttpRequest.newBuilder(URI.create(endpoints.control() + path))
            .header(TOKEN_HEADER, endpoints.postgresPassword())
            .POST(HttpRequest.BodyPublishers.noBody()));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return HTTP.send(
          request.timeout(ANSWER_WITHIN).build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String tail(Path log) throws IOException {
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
    return String.join(
        "\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
  }
}
