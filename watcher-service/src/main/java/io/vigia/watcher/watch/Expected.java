package io.vigia.watcher.watch;

import io.vigia.kit.problem.Refusal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The version that a caller has seen, and does not want to overwrite another than that. */
final class Expected {

  private static final Pattern TAG = Pattern.compile("(?:W/)?\"?([0-9]{1,9})\"?");

  private Expected() {}

  /**
   * @param match the header {@code If-Match}: an ETag, a version, or {@code *} for any
   * @return null when it does not matter
   */
  static @Nullable Integer version(@Nullable String match, @Nullable Integer version) {
    if (match == null || match.strip().equals("*")) {
      return version;
    }
    Matcher tag = TAG.matcher(match.strip());
    if (!tag.matches()) {
      throw Refusal.invalid("If-Match", "the ETag of an answer is expected, such as \"3\"");
    }
    return Integer.valueOf(tag.group(1));
  }
}
