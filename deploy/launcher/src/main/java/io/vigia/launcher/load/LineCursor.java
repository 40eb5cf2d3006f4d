package io.vigia.launcher.load;

/**
 * Reads a line from left to right in one pass; a regular expression would need a deep stack for
 * long quoted parts.
 */
final class LineCursor {

  private final String line;
  private int at;

  LineCursor(String line) {
    this.line = line;
  }

  boolean more() {
    skipBlanks();
    return at < line.length();
  }

  /** Up to the next blank or the end. */
  String word() throws BadLine {
    if (!more()) {
      throw new BadLine("the line ends too early");
    }
    int blank = line.indexOf(' ', at);
    int end = blank < 0 ? line.length() : blank;
    String word = line.substring(at, end);
    at = end;
    return word;
  }

  /** Goes behind the next such character. */
  void skipTo(char character) throws BadLine {
    upTo(character);
  }

  /** All before the next such character, and goes behind it. */
  String upTo(char character) throws BadLine {
    int end = line.indexOf(character, at);
    if (end < 0) {
      throw new BadLine("'" + character + "' is missing");
    }
    String text = line.substring(at, end);
    at = end + 1;
    return text;
  }

  /** What stands in double quotes; a backslash keeps the character after it. */
  String quoted() throws BadLine {
    if (!more() || line.charAt(at) != '"') {
      throw new BadLine("'\"' is missing");
    }
    StringBuilder text = new StringBuilder();
    for (at++; at < line.length(); at++) {
      char character = line.charAt(at);
      if (character == '"') {
        at++;
        return text.toString();
      }
      if (character == '\\' && at + 1 < line.length()) {
        character = line.charAt(++at);
        if (character != '"' && character != '\\') {
          text.append('\\'); // an escape such as \x16 stays readable
        }
      }
      text.append(character);
    }
    throw new BadLine("a closing '\"' is missing");
  }

  private void skipBlanks() {
    while (at < line.length() && line.charAt(at) == ' ') {
      at++;
    }
  }
}
