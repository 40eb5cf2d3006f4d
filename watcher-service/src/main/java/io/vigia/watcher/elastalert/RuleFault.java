package io.vigia.watcher.elastalert;

import org.jspecify.annotations.Nullable;

/** A rule that cannot be taken, and which of its fields is at fault. */
final class RuleFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String field;
  private final @Nullable Integer line;

  RuleFault(String field, @Nullable Integer line, String detail) {
    super(detail, null, false, false);
    this.field = field;
    this.line = line;
  }

  String field() {
    return field;
  }

  @Nullable Integer line() {
    return line;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
