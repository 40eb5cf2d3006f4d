package io.vigia.launcher.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A file's lines, unpacked if need be, none of them kept beyond a megabyte. */
final class BoundedLines implements AutoCloseable {

  private static final int LONGEST_BYTES = 1 << 20;
  private static final int BUFFER_BYTES = 64 << 10;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private final InputStream bytes;
  private long number;
  private boolean cut;

  BoundedLines(Path file) throws IOException {
    this(unpacked(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)));
  }

  BoundedLines(InputStream bytes) {
    this.bytes = new BufferedInputStream(bytes, BUFFER_BYTES);
  }

  /** The next line without its end, or empty at the end of the file. */
  Optional<String> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    cut = false;
    int next = bytes.read();
    if (next < 0) {
      return Optional.empty();
    }
    for (; next >= 0 && next != '\n'; next = bytes.read()) {
      if (line.size() < LONGEST_BYTES) {
        line.write(next);
      } else {
        cut = true;
      }
    }
    number++;
    String text = line.toString(StandardCharsets.UTF_8);
    return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }

  /** Of the line that was read last; the first one is 1. */
  long number() {
    return number;
  }

  /** Whether the last line was longer than what is kept of it. */
  boolean cut() {
    return cut;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }

  private static InputStream unpacked(BufferedInputStream file) throws IOException {
    file.mark(2);
    boolean gzip = file.read() == GZIP_FIRST && file.read() == GZIP_SECOND;
    file.reset();
    return gzip ? new GZIPInputStream(file, BUFFER_BYTES) : file;
  }
}
