package io.vigia.launcher.soak;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigia.launcher.home.PrivateFile;
import io.vigia.launcher.soak.Records.Arrival;
import io.vigia.launcher.soak.Records.Incident;
import io.vigia.launcher.soak.Records.Sent;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps what happens as lines of JSON, each written out before the next thing is done. */
final class RecordFiles implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Map<String, Writer> files = new LinkedHashMap<>();
  private boolean closed;

  RecordFiles(Path folder) throws IOException {
    this.folder = folder;
    PrivateFile.folder(folder);
    for (String name : List.of(Records.SENT, Records.RECEIVED, Records.ACTED, Records.KILLS)) {
      files.put(name, Files.newBufferedWriter(folder.resolve(name)));
    }
  }

  Path folder() {
    return folder;
  }

  void sent(List<Sent> rows) throws IOException {
    for (Sent row : rows) {
      write(Records.SENT, row);
    }
  }

  void received(Arrival row) throws IOException {
    write(Records.RECEIVED, row);
  }

  void acted(Arrival row) throws IOException {
    write(Records.ACTED, row);
  }

  void happened(Incident row) throws IOException {
    write(Records.KILLS, row);
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    for (Writer file : files.values()) {
      file.close();
    }
  }

  private synchronized void write(String name, Object row) throws IOException {
    if (closed) {
      throw new IOException("the records are closed");
    }
    Writer file = java.util.Objects.requireNonNull(files.get(name));
    file.write(JSON.writeValueAsString(row) + "\n");
    file.flush();
  }
}
