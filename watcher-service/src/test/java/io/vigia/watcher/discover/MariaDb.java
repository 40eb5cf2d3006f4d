package io.vigia.watcher.discover;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A MariaDB server of the test's own: a process on a free port that ends with the test. */
record MariaDb(Process process, int port) implements AutoCloseable {

  private static final List<Path> PROGRAMS =
      List.of(Path.of("/usr/sbin/mariadbd"), Path.of("/usr/libexec/mariadbd"));
  private static final Path SHARE = Path.of("/usr/share/mysql");

  /** On a free port; skips the test where no server is installed. */
  static MariaDb start(Path folder, String... statements) throws Exception {
    return start(folder, freePort(), statements);
  }

  static MariaDb start(Path folder, int port, String... statements) throws Exception {
    Optional<Path> program = PROGRAMS.stream().filter(Files::isExecutable).findFirst();
    Optional<Path> tables = script("system_tables.sql");
    Optional<Path> rows = script("system_tables_data.sql");
    assumeTrue(program.isPresent() && tables.isPresent() && rows.isPresent(), "no mariadbd here");
    Path data = Files.createDirectories(folder.resolve("data"));
    bootstrap(program.get(), folder, data, tables.get(), rows.get());
    Path init = folder.resolve("init.sql");
    var sql = new ArrayList<String>();
    sql.add("create database jono character set utf8mb4");
    sql.add("create user jono@'%' identified by 'pw'");
    sql.add("grant all on jono.* to jono@'%'");
    sql.add("use jono");
    sql.addAll(List.of(statements));
    Files.writeString(init, String.join(";\n", sql) + ";\n");
    Process process =
        command(
                program.get(),
                folder,
                data,
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--socket=" + folder.resolve("s"),
                "--pid-file=" + folder.resolve("pid"),
                "--skip-name-resolve",
                "--init-file=" + init)
            .start();
    var server = new MariaDb(process, port);
    try {
      await().atMost(Duration.ofSeconds(30)).until(server::answers);
    } catch (RuntimeException e) {
      server.close();
      throw new IOException(Files.readString(folder.resolve("log")), e);
    }
    return server;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.getInputStream().read() >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static void bootstrap(Path program, Path folder, Path data, Path tables, Path rows)
      throws Exception {
    Process process = command(program, folder, data, "--bootstrap").start();
    String first =
        "create database mysql;\nuse mysql;\nset @auth_root_socket=NULL;\n"
            + "set @skip_auth_anonymous=1;\n";
    try (var in = process.getOutputStream();
        InputStream script =
            new SequenceInputStream(
                new ByteArrayInputStream(first.getBytes(StandardCharsets.UTF_8)),
                new SequenceInputStream(
                    Files.newInputStream(tables), Files.newInputStream(rows)))) {
      script.transferTo(in);
    }
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(Files.readString(folder.resolve("log")));
    }
  }

  private static ProcessBuilder command(Path program, Path folder, Path data, String... options) {
    var command = new ArrayList<String>();
    command.add(program.toString());
    command.add("--no-defaults");
    command.add("--datadir=" + data);
    command.add("--user=" + System.getProperty("user.name"));
    command.add("--innodb-buffer-pool-size=8M");
    command.add("--skip-log-bin");
    command.addAll(List.of(options));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
  }

  private static Optional<Path> script(String end) throws IOException {
    if (!Files.isDirectory(SHARE)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(SHARE)) {
      return files
          .filter(f -> f.getFileName().toString().matches("(mysql|mariadb)_" + end))
          .sorted()
          .findFirst();
    }
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
