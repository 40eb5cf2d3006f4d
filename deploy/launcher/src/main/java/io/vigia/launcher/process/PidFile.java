package io.vigia.launcher.process;

import io.vigia.launcher.home.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Remembers a process for the next run: its number on the first line, its start on the second. */
public record PidFile(Path file) {

  public void write(ProcessIdentity process) throws IOException {
    PrivateFile.write(file, "%d\n%s\n".formatted(process.pid(), process.started()));
  }

  /** The process, if it is still the same one and alive. */
  public Optional<ProcessIdentity> living() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(file);
    try {
      return lines.size() < 2
          ? Optional.empty()
          : Optional.of(new ProcessIdentity(Long.parseLong(lines.get(0)), lines.get(1)))
              .filter(ProcessIdentity::alive);
    } catch (NumberFormatException damaged) {
      return Optional.empty();
    }
  }

  public void delete() throws IOException {
    Files.deleteIfExists(file);
  }
}
