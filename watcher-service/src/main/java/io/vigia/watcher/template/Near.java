package io.vigia.watcher.template;

import java.util.Comparator;
import java.util.List;

/** Names that are like one that is not there. */
final class Near {

  private static final int MOST = 3;

  private Near() {}

  /** At most three, the likest first. */
  static List<String> of(String name, List<String> names) {
    String wanted = name.length() > 64 ? name.substring(0, 64) : name;
    int tolerated = Math.max(2, wanted.length() / 3);
    return names.stream()
        .filter(
            each ->
                wanted.length() > 2 && each.contains(wanted) || distance(wanted, each) <= tolerated)
        .sorted(Comparator.comparingInt(each -> distance(wanted, each)))
        .limit(MOST)
        .toList();
  }

  /** Levenshtein's: letters to add, remove or change. */
  private static int distance(String from, String to) {
    int[] before = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] now = new int[to.length() + 1];
      now[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = before[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(change, 1 + Math.min(before[j], now[j - 1]));
      }
      before = now;
    }
    return before[to.length()];
  }
}
