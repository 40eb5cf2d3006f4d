package io.vigia.kit.log;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stands in a log for a fault whose text is too long or breaks the line. */
final class FitThrowable extends Throwable {

  private static final long serialVersionUID = 1L;
  private static final int MAX_CAUSES = 10;
  private static final int MAX_FRAMES = 200;

  private final String text;

  private FitThrowable(Throwable original, @Nullable Throwable cause) {
    super(LogText.fit(String.valueOf(original.getMessage())), cause, false, true);
    this.text = LogText.fit(original.toString());
    StackTraceElement[] frames = original.getStackTrace();
    setStackTrace(Arrays.copyOf(frames, Math.min(frames.length, MAX_FRAMES)));
  }

  /** The fault itself when it is fit already. What was suppressed is left out of a stand-in. */
  static Throwable of(Throwable fault) {
    List<Throwable> chain = LogText.chain(fault, MAX_CAUSES + 1);
    if (chain.size() <= MAX_CAUSES && chain.stream().allMatch(FitThrowable::isFit)) {
      return fault;
    }
    @Nullable FitThrowable fit = null;
    for (int i = Math.min(chain.size(), MAX_CAUSES) - 1; i >= 0; i--) {
      fit = new FitThrowable(chain.get(i), fit);
    }
    return fit == null ? fault : fit;
  }

  private static boolean isFit(Throwable fault) {
    return LogText.isFit(fault.toString())
        && LogText.isFit(String.valueOf(fault.getMessage()))
        && fault.getStackTrace().length <= MAX_FRAMES
        && fault.getSuppressed().length == 0;
  }

  @Override
  public String toString() {
    return text;
  }
}
