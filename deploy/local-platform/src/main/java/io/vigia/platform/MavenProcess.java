package io.vigia.platform;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The process that a build's platform lives as long as. */
final class MavenProcess {

  private static final String LAUNCHER = "org.codehaus.plexus.classworlds.launcher.Launcher";

  private MavenProcess() {}

  /** The Maven (or Maven daemon) that has forked this test JVM; else, under an IDE, the parent. */
  static long pid() {
    List<ProcessHandle> ancestors =
        Stream.iterate(
                ProcessHandle.current().parent(),
                Optional::isPresent,
                p -> p.flatMap(ProcessHandle::parent))
            .flatMap(Optional::stream)
            .toList();
    return first(ancestors, command -> command.contains(LAUNCHER))
        // a shell between Maven and this JVM may well have "maven" in its command, but ends with
        // the module
        .or(() -> first(ancestors, command -> command.contains("java") && command.contains("mvnd")))
        .or(() -> ancestors.stream().findFirst())
        .orElseGet(ProcessHandle::current)
        .pid();
  }

  private static Optional<ProcessHandle> first(List<ProcessHandle> all, Predicate<String> command) {
    return all.stream().filter(p -> p.info().commandLine().filter(command).isPresent()).findFirst();
  }
}
