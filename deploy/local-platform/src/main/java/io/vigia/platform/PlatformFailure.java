package io.vigia.platform;

/**
 * Something that the person at the keyboard can put right; its message is one line that says how.
 */
public final class PlatformFailure extends RuntimeException {

  public PlatformFailure(String message) {
    super(message);
  }

  public PlatformFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
