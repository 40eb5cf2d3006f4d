package io.vigia.launcher.process;

import io.vigia.launcher.home.PrivateFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts what is to outlive this run: in a session of its own, so that neither Ctrl-C nor the end
 * of a terminal or of a calling runbook reaches it, and with no descriptor but its log.
 */
public final class DetachedProcess {

  private DetachedProcess() {}

  public static Process start(
      List<String> command, Path folder, Map<String, String> environment, Path log)
      throws IOException {
    PrivateFile.folderOf(log);
    LogFile.rotate(log);
    List<String> words = new ArrayList<>(ownSession());
    words.addAll(command);
    // ProcessBuilder closes every other descriptor in the child
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Both programs become the command itself, so the process keeps its number. */
  private static List<String> ownSession() {
    return onPath("setsid")
        ? List.of("setsid")
        : List.of("sh", "-c", "trap '' HUP INT; exec \"$@\"", "sh");
  }

  private static boolean onPath(String program) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
