package io.vigia.launcher.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The output of a detached process. */
public final class LogFile {

  private static final long ROTATE_BEYOND_BYTES = 10L << 20;
  private static final int TAIL_BYTES = 256 << 10;

  private LogFile() {}

  /** Moves a large log aside; the one that was there before is lost. */
  public static void rotate(Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > ROTATE_BEYOND_BYTES) {
      Files.move(
          log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The last lines, as far as they are in the last 256 KB. */
  public static List<String> tail(Path log, int lines) throws IOException {
    if (!Files.exists(log)) {
      return List.of();
    }
    long size = Files.size(log);
    List<String> all = read(log, Math.max(0, size - TAIL_BYTES), size).lines().toList();
    return all.subList(Math.max(0, all.size() - lines), all.size());
  }

  /** The text between two positions. */
  public static String read(Path log, long from, long to) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      byte[] bytes = new byte[Math.toIntExact(Math.min(TAIL_BYTES, to - from))];
      file.seek(from);
      int length = Math.max(0, file.read(bytes));
      return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
  }

  /** The length of the text in a log. */
  public static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
