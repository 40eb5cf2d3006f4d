package io.vigia.launcher.doctor;

import io.vigia.launcher.suite.Suite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

final class MavenCheck implements Check {

  private static final Pattern VERSION = Pattern.compile("Apache Maven (\\d+)\\.(\\d+)[^\\s]*");
  private static final int LEAST_MAJOR = 3;
  private static final int LEAST_MINOR = 8;
  private static final String ADVICE = "install Maven 3.8 or later and put mvn on the PATH";

  @Override
  public List<Finding> look(Suite suite) {
    try {
      Process maven =
          new ProcessBuilder("mvn", "--batch-mode", "--version").redirectErrorStream(true).start();
      return List.of(
          judge(new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException notThere) {
      return List.of(Finding.bad("Maven is not on the PATH", ADVICE));
    }
  }

  static Finding judge(String said) {
    Matcher version = VERSION.matcher(said);
    if (!version.find()) {
      return Finding.bad("mvn --version does not tell a version", ADVICE);
    }
    int major = Integer.parseInt(version.group(1));
    boolean recent =
        major > LEAST_MAJOR
            || (major == LEAST_MAJOR && Integer.parseInt(version.group(2)) >= LEAST_MINOR);
    return recent
        ? Finding.good("%s", version.group())
        : Finding.bad(version.group() + " is too old", ADVICE);
  }
}
