package io.vigia.launcher.doctor;

import io.vigia.launcher.suite.Suite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The script has refused anything below 17; what may be missing is the compiler. */
final class JavaCheck implements Check {

  @Override
  public List<Finding> look(Suite suite) {
    Path home = Path.of(System.getProperty("java.home"));
    String found = "Java %s (%s)".formatted(Runtime.version(), home);
    return List.of(
        Files.isExecutable(home.resolve("bin/javac"))
            ? Finding.good("%s", found)
            : Finding.bad(
                found + " without a compiler",
                "install a JDK, not only a JRE, and let JAVA_HOME name it: the build needs it"));
  }
}
