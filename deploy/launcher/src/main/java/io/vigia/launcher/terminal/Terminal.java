package io.vigia.launcher.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Where lines for a person go; safe to use from several threads. */
public final class Terminal {

  private final PrintStream out;

  public Terminal(PrintStream out) {
    this.out = out;
  }

  public void say(String line, Object... values) {
    out.println(values.length == 0 ? line : String.format(Locale.ROOT, line, values));
  }

  /** A question: the answer follows on its line. */
  public void ask(String question) {
    out.print(question);
    out.flush();
  }

  /** One line for one part of the suite. */
  public void progress(String part, String state, Duration since) {
    say("  %-20s %-9s %s", part, state, seconds(since));
  }

  /** Such as {@code 12.3 s}. */
  public static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%6.1f s", duration.toMillis() / 1000.0);
  }

  /** Such as {@code 210 MB}. */
  public static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,d MB", (bytes + (1 << 19)) >> 20);
  }
}
