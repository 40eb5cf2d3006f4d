package io.vigia.watcher.cluster;

import java.util.regex.Pattern;

/** Index patterns become part of a path. */
public final class IndexPattern {

  private static final int LONGEST = 2000;
  private static final Pattern ALLOWED =
      Pattern.compile("[^\\s/\\\\?#\"<>|%_][^\\s/\\\\?#\"<>|%]*");

  private IndexPattern() {}

  /**
   * @throws IllegalArgumentException naming the field
   */
  public static String check(String field, String value) {
    if (value.length() > LONGEST || !ALLOWED.matcher(value).matches() || value.contains("..")) {
      throw new IllegalArgumentException(
          field + ": an index pattern is expected, such as logs-* or cluster:logs-*,-logs-old");
    }
    return value;
  }
}
