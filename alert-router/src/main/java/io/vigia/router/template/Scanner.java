package io.vigia.router.template;

import io.vigia.router.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts a template into texts and actions, and its actions into words. */
final class Scanner {

  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";

  private final String source;
  private final List<Piece> pieces = new ArrayList<>();
  private int at;
  private int line = 1;

  private Scanner(String source) {
    this.source = source;
  }

  static List<Piece> scan(String source) {
    var scanner = new Scanner(source);
    scanner.run();
    return scanner.pieces;
  }

  private void run() {
    boolean trimStart = false;
    while (at < source.length()) {
      int open = source.indexOf(OPEN, at);
      int end = open < 0 ? source.length() : open;
      boolean trimEnd = open >= 0 && isTrimAfter(open + OPEN.length());
      text(source.substring(at, end), trimStart, trimEnd);
      at = end;
      if (open < 0) {
        return;
      }
      at += OPEN.length() + (trimEnd ? 2 : 0);
      trimStart = action();
    }
  }

  private void text(String raw, boolean trimStart, boolean trimEnd) {
    String text = trimStart ? raw.stripLeading() : raw;
    text = trimEnd ? text.stripTrailing() : text;
    if (!text.isEmpty()) {
      pieces.add(new Piece.Text(text, line));
    }
    countLines(raw);
  }

  private void countLines(String text) {
    line += (int) text.chars().filter(c -> c == '\n').count();
  }

  /** {@code {{- } with the space that tells it from a negative number. */
  private boolean isTrimAfter(int place) {
    return source.startsWith("-", place) && isSpace(place + 1);
  }

  private boolean isSpace(int place) {
    return place < source.length() && Character.isWhitespace(source.charAt(place));
  }

  /** Reads to the end of an action; whether the text after it loses its leading space. */
  private boolean action() {
    int begun = line;
    var words = new ArrayList<Token>();
    skipComment();
    while (at < source.length()) {
      boolean spaced = skipSpace();
      if (source.startsWith(CLOSE, at)) {
        return close(words, begun, CLOSE.length());
      }
      if (spaced && source.startsWith("-" + CLOSE, at)) {
        close(words, begun, CLOSE.length() + 1);
        return true;
      }
      if (at < source.length()) {
        words.add(word(!spaced));
      }
    }
    throw new TemplateFault(begun, "an action is not closed with }}");
  }

  private boolean close(List<Token> words, int begun, int length) {
    at += length;
    if (!words.isEmpty()) {
      pieces.add(new Piece.Action(words, begun));
    }
    return false;
  }

  private void skipComment() {
    int begun = line;
    skipSpace();
    if (!source.startsWith("/*", at)) {
      return;
    }
    int end = source.indexOf("*/", at);
    if (end < 0) {
      throw new TemplateFault(begun, "a comment is not closed with */");
    }
    countLines(source.substring(at, end));
    at = end + 2;
  }

  private boolean skipSpace() {
    int begun = at;
    while (isSpace(at)) {
      line += source.charAt(at) == '\n' ? 1 : 0;
      at++;
    }
    return at > begun;
  }

  private Token word(boolean glued) {
    char first = source.charAt(at);
    if (first == '"' || first == '`' || first == '\'') {
      return quoted(first, glued);
    }
    if (first == '.' && isNameAt(at + 1)) {
      at++;
      return new Token(Kind.FIELD, name(), glued);
    }
    if (first == '$') {
      at++;
      return new Token(Kind.VARIABLE, "$" + name(), glued);
    }
    boolean isSigned = (first == '-' || first == '+') && isDigitAt(at + 1);
    if (isDigitAt(at) || isSigned || first == '.' && isDigitAt(at + 1)) {
      return number(glued);
    }
    if (isNameAt(at)) {
      return new Token(Kind.NAME, name(), glued);
    }
    return sign(first, glued);
  }

  private Token sign(char first, boolean glued) {
    String sign = source.startsWith(":=", at) ? ":=" : String.valueOf(first);
    if (!sign.equals(":=") && "|()=,.".indexOf(first) < 0) {
      throw new TemplateFault(line, "'" + first + "' does not belong here");
    }
    at += sign.length();
    return new Token(first == '.' ? Kind.DOT : Kind.SIGN, sign, glued);
  }

  private Token number(boolean glued) {
    int begun = at++;
    while (at < source.length()
        && (Character.isLetterOrDigit(source.charAt(at)) || source.charAt(at) == '.')) {
      at++;
    }
    return new Token(Kind.NUMBER, source.substring(begun, at), glued);
  }

  private boolean isDigitAt(int place) {
    return place < source.length() && source.charAt(place) >= '0' && source.charAt(place) <= '9';
  }

  private boolean isNameAt(int place) {
    return place < source.length()
        && (Character.isLetter(source.charAt(place)) || source.charAt(place) == '_');
  }

  private String name() {
    int begun = at;
    while (isNameAt(at) || isDigitAt(at)) {
      at++;
    }
    return source.substring(begun, at);
  }

  private Token quoted(char quote, boolean glued) {
    int begun = line;
    var text = new StringBuilder();
    at++;
    while (at < source.length() && source.charAt(at) != quote) {
      char c = source.charAt(at);
      if (c == '\n' && quote != '`') {
        break;
      }
      line += c == '\n' ? 1 : 0;
      if (c == '\\' && quote != '`') {
        escape(text);
      } else {
        text.append(c);
        at++;
      }
    }
    if (at >= source.length() || source.charAt(at) != quote) {
      throw new TemplateFault(begun, "a string is not closed with " + quote);
    }
    at++;
    return quote == '\''
        ? new Token(Kind.NUMBER, String.valueOf(text.codePointAt(0)), glued)
        : new Token(Kind.STRING, text.toString(), glued);
  }

  private void escape(StringBuilder text) {
    char kind = at + 1 < source.length() ? source.charAt(at + 1) : ' ';
    int plain = "abfnrtv\\'\"".indexOf(kind);
    int digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
    if (plain >= 0) {
      text.append("\u0007\b\f\n\r\t\u000b\\'\"".charAt(plain));
      at += 2;
    } else if (digits > 0 && at + 2 + digits <= source.length()) {
      text.appendCodePoint(codePoint(source.substring(at + 2, at + 2 + digits)));
      at += 2 + digits;
    } else {
      throw new TemplateFault(line, "'\\" + kind + "' is not an escape that strings know");
    }
  }

  private int codePoint(String hex) {
    if (!hex.matches("[0-9a-fA-F]+") || Long.parseLong(hex, 16) > Character.MAX_CODE_POINT) {
      throw new TemplateFault(line, "'" + hex + "' is not a character's number");
    }
    return (int) Long.parseLong(hex, 16);
  }
}
