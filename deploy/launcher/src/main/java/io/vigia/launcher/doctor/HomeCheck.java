package io.vigia.launcher.doctor;

import io.vigia.launcher.home.Installation;
import io.vigia.launcher.suite.Preconditions;
import io.vigia.launcher.suite.Suite;
import io.vigia.launcher.terminal.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Leaves no trace: a home that does not exist is only judged by the folder that would hold it. */
final class HomeCheck implements Check {

  @Override
  public List<Finding> look(Suite suite) {
    Installation installation = suite.installation();
    Path home = installation.home();
    if (Files.isDirectory(home)) {
      try {
        Preconditions.writableHome(installation);
      } catch (Failure e) {
        return List.of(Finding.bad(home.toString(), e.getMessage()));
      }
      return List.of(Finding.good("%s can be written", home));
    }
    Path above = existing(home);
    return List.of(
        Files.isDirectory(above) && Files.isWritable(above)
            ? Finding.good("%s can be made", home)
            : Finding.bad(
                home + " cannot be made", "set VIGIA_HOME to a folder that you may write"));
  }

  /** The path itself or the nearest one above it that exists. */
  static Path existing(Path path) {
    Path absolute = path.toAbsolutePath();
    Path above = absolute.getParent();
    return above == null || Files.exists(absolute) ? absolute : existing(above);
  }
}
