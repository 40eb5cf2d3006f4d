package io.vigia.router.template;

import java.util.regex.Pattern;

/** Keeps what alerts bring from becoming HTML. */
final class Html {

  private static final Pattern ADDRESS_BEGINS = Pattern.compile("(?i)(href|src)\\s*=\\s*[\"']?$");
  private static final Pattern HARMLESS =
      Pattern.compile("(?i)(https?:|mailto:|[^:]*$|[/?#]).*", Pattern.DOTALL);

  /** What Go's package html/template writes for an address that would run a script. */
  private static final String REFUSED = "#ZgotmplZ";

  private static final int LOOK_BACK = 20;

  private Html() {}

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&#34;")
        .replace("'", "&#39;");
  }

  /**
   * @param before what is written already; where an address begins, {@code javascript:} is refused
   */
  static String escape(String text, StringBuilder before) {
    String tail = before.substring(Math.max(0, before.length() - LOOK_BACK));
    boolean isAddress = ADDRESS_BEGINS.matcher(tail).find();
    return isAddress && !HARMLESS.matcher(text).matches() ? REFUSED : escape(text);
  }
}
