package io.vigia.launcher.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigia.launcher.terminal.Failure;
import io.vigia.launcher.terminal.Stopwatch;
import io.vigia.launcher.terminal.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes a file line by line, so that its size does not matter. */
final class Loader {

  private static final Duration TELL_EVERY = Duration.ofSeconds(2);
  private static final int LINES_TO_RECOGNISE = 100;

  private final BoundedLines lines;
  private final BulkIndex index;
  private final Tally tally;
  private final Terminal terminal;
  private @Nullable LineFormat format;

  Loader(BoundedLines lines, BulkIndex index, Tally tally, Terminal terminal) {
    this.lines = lines;
    this.index = index;
    this.tally = tally;
    this.terminal = terminal;
  }

  void run() throws IOException {
    Stopwatch all = new Stopwatch();
    Stopwatch told = new Stopwatch();
    for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
      if (!line.get().isBlank()) {
        take(line.get());
      }
      if (told.passed(TELL_EVERY)) {
        told = new Stopwatch();
        terminal.say(
            "  %,d documents, %,.0f/s", tally.documents(), tally.documents() / all.seconds());
      }
    }
    if (format == null) {
      throw unrecognised();
    }
    index.finish();
  }

  private void take(String line) throws IOException {
    LineFormat chosen = format == null ? recognise(line) : format;
    if (chosen == null) {
      tally.unreadable(lines.number(), "neither a JSON object nor an access log line");
      if (lines.number() >= LINES_TO_RECOGNISE) {
        throw unrecognised();
      }
      return;
    }
    try {
      if (lines.cut()) {
        throw new BadLine("longer than 1 MB");
      }
      index.add(lines.number(), chosen.document(line));
    } catch (BadLine e) {
      tally.unreadable(lines.number(), Failure.reason(e));
    }
  }

  /** The first line that any format can read decides for the whole file. */
  private @Nullable LineFormat recognise(String line) throws IOException {
    LineFormat recognised = LineFormat.of(line).orElse(null);
    if (recognised != null) {
      format = recognised;
      terminal.say("Recognised as %s.", recognised.name());
      index.create(recognised.mapping());
      warnWithoutTime(recognised, line);
    }
    return recognised;
  }

  private void warnWithoutTime(LineFormat recognised, String line) {
    try {
      ObjectNode first = recognised.document(line);
      if (!first.has("@timestamp")) {
        terminal.say(
            "The first document has no @timestamp: a watcher must be told its time field.");
      }
    } catch (BadLine e) {
      throw new IllegalStateException("a line that was recognised can be read", e);
    }
  }

  private static Failure unrecognised() {
    return Failure.failed(
        "the file is neither NDJSON nor an Apache or NGINX access log in the common or combined"
            + " format: none of its first lines can be read");
  }
}
