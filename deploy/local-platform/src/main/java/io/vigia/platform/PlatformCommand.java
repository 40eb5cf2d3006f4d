package io.vigia.platform;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The command that starts a platform in a process and a session of its own.
 *
 * @param libDir the folder with this module's jar and the engines', as the build leaves it
 * @param untilPid with throw-away data: the process to end with
 */
record PlatformCommand(Path libDir, Path home, Ports ports, Mode mode, OptionalLong untilPid) {

  /** Where start-up time and memory are decided; figures are in the module's README. */
  private static final List<String> JVM_FLAGS =
      List.of(
          "-Xms64m",
          "-Xmx384m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+ExitOnOutOfMemoryError",
          // what the JVM has to say about an archive that it does not use helps nobody
          "-Xlog:disable",
          "-Xlog:all=error:stderr",
          "-Dfile.encoding=UTF-8",
          "-Djava.awt.headless=true",
          "-Dlog4j2.configurationFile=platform-log4j2.properties",
          "-Dlog4j2.disable.jmx=true");

  List<String> words() throws IOException {
    List<String> words = new ArrayList<>();
    if (onPath("setsid")) {
      words.add("setsid"); // so that no Ctrl-C in a terminal and no end of a session reaches it
    }
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(JVM_FLAGS);
    words.addAll(ClassArchive.flags(libDir));
    words.addAll(List.of("-cp", libDir.toAbsolutePath() + "/*", LocalPlatform.MAIN));
    words.addAll(List.of("--home", home.toAbsolutePath().toString()));
    words.addAll(List.of("--mode", mode.option()));
    words.addAll(List.of("--kafka-port", "" + ports.kafka()));
    words.addAll(List.of("--postgres-port", "" + ports.postgres()));
    words.addAll(List.of("--opensearch-port", "" + ports.openSearch()));
    words.addAll(List.of("--control-port", "" + ports.control()));
    untilPid.ifPresent(pid -> words.addAll(List.of("--until-pid", "" + pid)));
    if (mode == Mode.DISPOSABLE) {
      // unpacked once for all throw-away homes
      Path programs = libDir.toAbsolutePath().resolveSibling("postgres-bin").normalize();
      words.addAll(List.of("--postgres-bin", programs.toString()));
    }
    return words;
  }

  /** Nothing of the starting process stays open in the new one; its output goes to the log. */
  Process start(Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(words())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("MALLOC_ARENA_MAX", "2"); // glibc keeps memory per thread otherwise
    return builder.start();
  }

  private static boolean onPath(String program) {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
        .filter(folder -> !folder.isEmpty())
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
