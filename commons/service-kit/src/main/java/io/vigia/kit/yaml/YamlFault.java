package io.vigia.kit.yaml;

/** A file that cannot be taken; the message names file, line and field. */
public final class YamlFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  YamlFault(String file, int line, String detail) {
    super(file + (line > 0 ? " line " + line : "") + ": " + detail, null, false, false);
  }
}
