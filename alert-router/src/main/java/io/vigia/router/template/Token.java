package io.vigia.router.template;

/**
 * A word of an action.
 *
 * @param text a field's name without its dot, a string without its quotes
 * @param isGlued whether it follows the word before without a space: {@code .A.B}, not {@code .A
 *     .B}
 */
record Token(Kind kind, String text, boolean isGlued) {

  enum Kind {
    NAME,
    FIELD,
    VARIABLE,
    DOT,
    STRING,
    NUMBER,
    SIGN
  }

  boolean is(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  boolean isName(String name) {
    return kind == Kind.NAME && text.equals(name);
  }
}
