package io.vigia.router.template;

/** A template that cannot be read, or that fails when it runs. */
public final class TemplateFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int line;
  private final String detail;

  /**
   * @param line within the template, from 1
   */
  TemplateFault(int line, String detail) {
    super("template line " + line + ": " + detail, null, false, false);
    this.line = line;
    this.detail = detail;
  }

  public int line() {
    return line;
  }

  /** What is wrong, without the line. */
  public String detail() {
    return detail;
  }
}
