package io.vigia.kit.yaml;

import org.jspecify.annotations.Nullable;

/** A file that cannot be taken; the message names file, line and field. */
public final class YamlFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int line;
  private final @Nullable String field;
  private final String detail;

  YamlFault(String file, int line, @Nullable String field, String detail) {
    super(
        file
            + (line > 0 ? " line " + line : "")
            + ": "
            + (field == null ? "" : field + ": ")
            + detail,
        null,
        false,
        false);
    this.line = line;
    this.field = field;
    this.detail = detail;
  }

  /** Counted from 1; null when it is about no line. */
  public @Nullable Integer line() {
    return line > 0 ? line : null;
  }

  /** The path of the field at fault, if one is. */
  public @Nullable String field() {
    return field;
  }

  /** What is wrong, without file, line and field. */
  public String detail() {
    return detail;
  }
}
