package io.vigia.router.rival;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A program of Debian's, if it is on the PATH. */
final class Tool {

  private Tool() {}

  /** Skips the test where it is missing, unless it was installed for the tests. */
  static Path find(String name) {
    Optional<Path> program =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst();
    assertTrue(
        program.isPresent() || System.getenv("VIGIA_TOOLS_INSTALLED") == null,
        name + " was installed for this test, but is not there");
    assumeTrue(program.isPresent(), name + " is not installed");
    return program.orElseThrow();
  }

  static Process start(Path log, Path program, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(program.toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
