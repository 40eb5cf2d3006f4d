package io.vigia.launcher.watchers;

import io.vigia.launcher.terminal.Failure;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files with definitions, sent as one text; complaints about it name file and line again. */
final class WatcherFiles {

  private record Piece(Path file, int firstLine) {}

  private final List<Piece> pieces;
  private final String text;

  private WatcherFiles(List<Piece> pieces, String text) {
    this.pieces = pieces;
    this.text = text;
  }

  /** JSON is YAML too, so that both may come together. */
  static WatcherFiles read(List<Path> files) throws IOException {
    var pieces = new java.util.ArrayList<Piece>();
    var all = new StringBuilder();
    int line = 1;
    for (Path file : files) {
      if (!pieces.isEmpty()) {
        all.append("---\n");
        line++;
      }
      pieces.add(new Piece(file, line));
      String text = text(file);
      text = text.endsWith("\n") ? text : text + "\n";
      all.append(text);
      line += (int) text.chars().filter(c -> c == '\n').count();
    }
    return new WatcherFiles(pieces, all.toString());
  }

  static String text(Path file) throws IOException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw Failure.usage("%s is not a file that can be read", file);
    }
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw Failure.usage("%s is not UTF-8 text", file);
    }
  }

  String text() {
    return text;
  }

  /** The complaint, with the file and its own line. */
  String located(Issue issue) {
    Piece at = pieces.get(0);
    for (Piece piece : pieces) {
      at = piece.firstLine() <= Math.max(1, issue.line()) ? piece : at;
    }
    if (issue.line() == 0) {
      return (pieces.size() == 1 ? at.file() + ": " : "") + issue.text();
    }
    int line = issue.line() - at.firstLine() + 1;
    return at.file() + ", " + new Issue(issue.field(), line, issue.problem(), issue.hint()).text();
  }
}
