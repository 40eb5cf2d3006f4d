package io.vigia.launcher.suite;

import io.vigia.launcher.home.Installation;
import io.vigia.launcher.home.Service;
import io.vigia.launcher.terminal.Failure;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command line of a packaged service; the one place for the JVM flags of all five.
 *
 * <p>The jars of Quarkus' fast-jar stand on the JVM's own class path here and not behind the class
 * loader of {@code quarkus-run.jar}, because a {@link ClassArchive} holds the classes of the JVM's
 * own loaders only.
 *
 * @param jars in the order in which classes are looked for
 * @param main the class to run
 */
record ServiceCommand(Installation installation, Service service, List<Path> jars, String main) {

  private static final List<String> JVM_FLAGS =
      List.of(
          "-Xss512k",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+ExitOnOutOfMemoryError",
          // what the JVM has to say about classes that it does not archive helps nobody
          "-Xlog:disable",
          "-Xlog:all=error:stderr",
          "-Djava.awt.headless=true",
          "-Dfile.encoding=UTF-8",
          "-Djava.util.logging.manager=org.jboss.logmanager.LogManager");

  private static final String HEAP = "128m";
  private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,6}[kKmMgG]");
  private static final String MAIN = "io.quarkus.runner.GeneratedMain";
  private static final int BEFORE_MAIN = 8;

  ServiceCommand {
    jars = List.copyOf(jars);
  }

  /** For the service as it is built now. */
  static ServiceCommand of(Installation installation, Service service) throws IOException {
    Path application = installation.application(service);
    List<Path> jars = new ArrayList<>();
    // what the build has changed in other jars' classes comes before those jars
    jars.addAll(in(application.resolve("quarkus"), "transformed-bytecode.jar"));
    jars.addAll(in(application.resolve("quarkus"), "generated-bytecode.jar"));
    jars.addAll(in(application.resolve("app"), ".jar"));
    jars.addAll(in(application.resolve("lib/boot"), ".jar"));
    jars.addAll(in(application.resolve("lib/main"), ".jar"));
    Path description = application.resolve("quarkus/quarkus-application.dat");
    return new ServiceCommand(installation, service, jars, main(description));
  }

  /** Quarkus' own, unless the service has one; behind a magic number and the format's version. */
  private static String main(Path description) throws IOException {
    if (!Files.exists(description)) {
      return MAIN;
    }
    try (var data = new DataInputStream(Files.newInputStream(description))) {
      data.skipNBytes(BEFORE_MAIN);
      return data.readUTF();
    }
  }

  ClassArchive archive() throws IOException {
    return ClassArchive.of(installation, service, jars);
  }

  /**
   * @param environment may hold the service's {@link Service#memoryVariable}
   */
  List<String> words(Map<String, String> environment) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-Xmx" + heap(environment));
    words.addAll(JVM_FLAGS);
    words.addAll(archive().flags());
    words.add("-Dquarkus.config.locations=" + locations());
    words.add("-cp");
    words.add(jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    words.add(main);
    return words;
  }

  private String heap(Map<String, String> environment) {
    String wanted = environment.getOrDefault(service.memoryVariable(), "").strip();
    if (!wanted.isEmpty() && !SIZE.matcher(wanted).matches()) {
      throw Failure.refused(
          "%s is '%s': a size such as 256m is expected", service.memoryVariable(), wanted);
    }
    return wanted.isEmpty() ? HEAP : wanted;
  }

  private String locations() {
    String own = location(installation.configOf(service));
    Path local = installation.localConfigOf(service);
    return Files.exists(local) ? location(local) + "," + own : own;
  }

  /** As an address, in which no blank and no comma stands for itself. */
  private static String location(Path file) {
    return file.toUri().toString().replace(",", "%2C");
  }

  /** Sorted, so that the class path is the same at each start. */
  private static List<Path> in(Path folder, String suffix) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }
}
