package io.vigia.platform;

import java.util.Locale;

/** What becomes of the data. */
public enum Mode {
  /** Data outlives the platform, also when it is killed: for {@code ./vigia up}. */
  PERSISTENT,
  /** The platform ends with the processes that use it and deletes its home: for tests. */
  DISPOSABLE;

  /** As written on the command line. */
  String option() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Mode of(String option) {
    for (Mode mode : values()) {
      if (mode.option().equals(option)) {
        return mode;
      }
    }
    throw new PlatformFailure("--mode is persistent or disposable, not " + option);
  }
}
