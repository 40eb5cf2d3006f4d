package io.vigia.router.account;

import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Refusal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What names, roles and passwords may be. */
final class Names {

  static final int SHORTEST_PASSWORD = 12;

  private static final int LONGEST_PASSWORD = 200;
  private static final Pattern NAME = Pattern.compile("[\\p{Alnum}][\\p{Alnum}._@-]{0,99}");

  private Names() {}

  /**
   * @throws Refusal naming the field
   */
  static String name(String field, @Nullable String name) {
    if (name == null || !isName(name)) {
      throw Refusal.invalid(
          field,
          "1 to 100 letters, digits, '.', '_', '-' and '@' are expected, a letter or digit first");
    }
    return name;
  }

  /** A body that is there. */
  static <T> T given(@Nullable T body) {
    if (body == null) {
      throw Refusal.invalid("body", "a JSON object is expected");
    }
    return body;
  }

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  static Role role(@Nullable String role) {
    try {
      return Role.parse(role == null ? "" : role);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("role", "it must be viewer, operator or admin");
    }
  }

  static String password(String field, @Nullable String password) {
    if (password == null
        || password.length() < SHORTEST_PASSWORD
        || password.length() > LONGEST_PASSWORD) {
      throw Refusal.invalid(
          field, "%d to %d characters".formatted(SHORTEST_PASSWORD, LONGEST_PASSWORD));
    }
    return password;
  }
}
