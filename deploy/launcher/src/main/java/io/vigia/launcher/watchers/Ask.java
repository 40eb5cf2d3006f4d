package io.vigia.launcher.watchers;

import io.vigia.launcher.terminal.Failure;
import io.vigia.launcher.terminal.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;

/** Questions to a person, answered line by line. */
final class Ask {

  private static final Set<String> YES = Set.of("y", "yes", "s", "si", "sí");

  private final BufferedReader in;
  private final Terminal terminal;
  private final ResourceBundle texts;

  Ask(BufferedReader in, Terminal terminal, Locale language) {
    this.in = in;
    this.terminal = terminal;
    this.texts =
        ResourceBundle.getBundle(
            "io.vigia.launcher.watchers.dialogue",
            language,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /** A sentence in the person's language. */
  String text(String key, Object... values) {
    return String.format(Locale.ROOT, texts.getString(key), values);
  }

  void say(String key, Object... values) {
    terminal.say("%s", text(key, values));
  }

  void print(String line) {
    terminal.say("%s", line);
  }

  /** What is wrong with the last answer. */
  void fault(String what) {
    print("  ! " + what);
  }

  /**
   * @param suggestion what an empty answer means; may be empty itself
   * @throws Failure when there are no more answers
   */
  String line(String question, String suggestion) throws IOException {
    terminal.ask(question + (suggestion.isEmpty() ? "" : " [" + suggestion + "]") + ": ");
    String answer = in.readLine();
    if (answer == null) {
      terminal.say("");
      throw Failure.failed("%s", text("aborted"));
    }
    return answer.isBlank() ? suggestion : answer.strip();
  }

  /**
   * A numbered list to choose from.
   *
   * @param more how many there are besides
   */
  void offer(List<String> offered, int more) {
    for (int i = 0; i < offered.size(); i++) {
      terminal.say("  %2d  %s", i + 1, offered.get(i));
    }
    if (more > 0) {
      say("more", more);
    }
  }

  /** One of what was offered, by its number, or something else that is typed. */
  String choice(String question, String suggestion, List<String> offered) throws IOException {
    return chosen(line(question, suggestion), offered);
  }

  static String chosen(String answer, List<String> offered) {
    if (answer.matches("\\d{1,4}")) {
      int number = Integer.parseInt(answer);
      if (number >= 1 && number <= offered.size()) {
        return offered.get(number - 1);
      }
    }
    return answer;
  }

  boolean yes(String question) throws IOException {
    return isYes(line(question, ""));
  }

  /** In English and Spanish. */
  static boolean isYes(String answer) {
    return YES.contains(answer.toLowerCase(Locale.ROOT));
  }
}
