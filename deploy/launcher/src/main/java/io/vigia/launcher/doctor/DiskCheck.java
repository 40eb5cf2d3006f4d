package io.vigia.launcher.doctor;

import io.vigia.launcher.suite.Preconditions;
import io.vigia.launcher.suite.Suite;
import io.vigia.launcher.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

final class DiskCheck implements Check {

  @Override
  public List<Finding> look(Suite suite) throws IOException {
    Path place = HomeCheck.existing(suite.installation().home());
    long free = Files.getFileStore(place).getUsableSpace();
    String found = "%s of free disk in %s".formatted(Terminal.megabytes(free), place);
    return List.of(
        free >= Preconditions.LEAST_FREE_BYTES
            ? Finding.good("%s", found)
            : Finding.bad(
                found,
                "make room for %s, or set VIGIA_HOME to a folder on another disk"
                    .formatted(Terminal.megabytes(Preconditions.LEAST_FREE_BYTES))));
  }
}
