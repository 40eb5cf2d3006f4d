package io.vigia.launcher.doctor;

/**
 * An answer and, when something is wrong, what to do.
 *
 * @param found what is there, such as {@code Java 17.0.15}
 * @param advice empty when all is well
 */
@SuppressWarnings("AnnotateFormatMethod") // that annotation is Error Prone's own
record Finding(boolean good, String found, String advice) {

  static Finding good(String found, Object... values) {
    return new Finding(true, found.formatted(values), "");
  }

  static Finding bad(String found, String advice) {
    return new Finding(false, found, advice);
  }

  String line() {
    return good ? "  OK    " + found : "  WRONG " + found + "\n        -> " + advice;
  }
}
