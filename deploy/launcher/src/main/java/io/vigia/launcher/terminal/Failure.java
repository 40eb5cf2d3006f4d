package io.vigia.launcher.terminal;

/** Ends a command with a message that says what is wrong and what to do about it. */
@SuppressWarnings("AnnotateFormatMethod") // that annotation is Error Prone's own
public final class Failure extends RuntimeException {

  private final ExitCode code;

  public Failure(ExitCode code, String message) {
    super(message);
    this.code = code;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  public ExitCode code() {
    return code;
  }

  /** What an exception says, or its kind when it says nothing. */
  public static String reason(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  /** Something outside must change before the command can start anything. */
  public static Failure refused(String message, Object... values) {
    return new Failure(ExitCode.REFUSED, message.formatted(values));
  }

  /** The command was not understood. */
  public static Failure usage(String message, Object... values) {
    return new Failure(ExitCode.USAGE, message.formatted(values));
  }

  /** The command ran and did not reach its aim. */
  public static Failure failed(String message, Object... values) {
    return new Failure(ExitCode.FAILED, message.formatted(values));
  }
}
