package io.vigia.kit.log;

import java.util.ArrayList;
import java.util.List;

/** Text that others wrote, made fit for a log: one line, and not without end. */
final class LogText {

  /** Characters of one message. */
  static final int MAX = 8 * 1024;

  private static final int ROOM_FOR_THE_MARK = 48;

  private LogText() {}

  static boolean isFit(String text) {
    return text.length() <= MAX && text.chars().noneMatch(LogText::breaksTheLine);
  }

  /**
   * Shortened with a mark that says by how much; control characters as escapes. What comes out is
   * fit, so that the second handler that looks leaves it alone.
   */
  static String fit(String text) {
    if (isFit(text)) {
      return text;
    }
    var safe = new StringBuilder();
    int i = 0;
    while (i < text.length() && safe.length() < MAX - ROOM_FOR_THE_MARK) {
      append(safe, text.charAt(i++));
    }
    return i == text.length()
        ? safe.toString()
        : safe.append(" … (").append(text.length() - i).append(" characters more)").toString();
  }

  private static void append(StringBuilder safe, char c) {
    switch (c) {
      case '\n' -> safe.append("\\n");
      case '\r' -> safe.append("\\r");
      default -> {
        if (breaksTheLine(c)) {
          safe.append("\\u%04x".formatted((int) c));
        } else {
          safe.append(c);
        }
      }
    }
  }

  /** Line and paragraph separators count: some terminals and readers take them for a new line. */
  private static boolean breaksTheLine(int c) {
    return c != '\t' && Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
  }

  /** The chain of causes, as far as it is printed. */
  static List<Throwable> chain(Throwable fault, int length) {
    var chain = new ArrayList<Throwable>();
    for (Throwable t = fault; t != null && chain.size() < length; t = t.getCause()) {
      chain.add(t);
    }
    return chain;
  }
}
