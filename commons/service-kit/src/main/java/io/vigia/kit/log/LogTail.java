package io.vigia.kit.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads whole lines from a log file that rotates to {@code name.1}, {@code name.2} …, from where it
 * left off. A position is the file's inode and a byte offset, so a rotated file is finished before
 * the new one begins. What rotated away beyond the last backup is gone.
 */
final class LogTail {

  /** How far the log has been read. */
  record Position(long inode, long offset) {
    static final Position START = new Position(0, 0);
  }

  /** A line and where it begins; the two together name it for good. */
  record Line(long inode, long offset, String text) {}

  record Page(List<Line> lines, Position next) {}

  private static final int MAX_BYTES = 1 << 20;

  private final Path file;
  private final int backups;

  LogTail(Path file, int backups) {
    this.file = file;
    this.backups = backups;
  }

  /** At most about a megabyte of whole lines that follow the position. */
  Page read(Position from) throws IOException {
    Path at = holderOf(from.inode());
    if (!Files.exists(at)) {
      return new Page(List.of(), from);
    }
    long offset = from.inode() == inode(at) ? from.offset() : 0;
    Page page = linesOf(at, offset);
    if (page.lines().isEmpty() && !at.equals(file)) {
      Path next = newer(at);
      return Files.exists(next) ? linesOf(next, 0) : page;
    }
    return page;
  }

  /** The file that has this inode now, else the oldest there is. */
  private Path holderOf(long inode) throws IOException {
    Path oldest = file;
    for (int n = 0; n <= backups; n++) {
      Path candidate = numbered(n);
      if (Files.exists(candidate)) {
        if (inode(candidate) == inode) {
          return candidate;
        }
        oldest = candidate;
      }
    }
    return inode == 0 ? file : oldest;
  }

  private Path newer(Path rotated) {
    for (int n = 1; n <= backups; n++) {
      if (numbered(n).equals(rotated)) {
        return numbered(n - 1);
      }
    }
    return file;
  }

  private Path numbered(int n) {
    return n == 0 ? file : file.resolveSibling(file.getFileName() + "." + n);
  }

  private static Page linesOf(Path path, long offset) throws IOException {
    try (var in = new RandomAccessFile(path.toFile(), "r")) {
      long inode = inode(path);
      if (offset > in.length()) {
        offset = 0;
      }
      byte[] bytes = new byte[(int) Math.min(MAX_BYTES, in.length() - offset)];
      in.seek(offset);
      in.readFully(bytes);
      var lines = new ArrayList<Line>();
      int begin = 0;
      for (int i = 0; i < bytes.length; i++) {
        if (bytes[i] == '\n') {
          var text = new String(bytes, begin, i - begin, StandardCharsets.UTF_8);
          lines.add(new Line(inode, offset + begin, text));
          begin = i + 1;
        }
      }
      if (begin == 0 && bytes.length == MAX_BYTES) {
        begin = bytes.length; // a line longer than a page is not shipped
      }
      return new Page(lines, new Position(inode, offset + begin));
    }
  }

  private static long inode(Path path) throws IOException {
    try {
      return ((Number) Files.getAttribute(path, "unix:ino")).longValue();
    } catch (NoSuchFileException e) {
      return 0;
    }
  }
}
