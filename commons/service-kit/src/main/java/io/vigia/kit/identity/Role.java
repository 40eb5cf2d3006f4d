package io.vigia.kit.identity;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What a caller may do. Each role holds those before it. */
public enum Role {
  VIEWER,
  OPERATOR,
  ADMIN;

  /** Names for {@code @RolesAllowed}, which takes constants only. */
  public static final String VIEW = "viewer";

  public static final String OPERATE = "operator";
  public static final String ADMINISTER = "admin";

  /**
   * @throws IllegalArgumentException naming the roles there are
   */
  public static Role parse(String text) {
    for (Role role : values()) {
      if (role.wireName().equals(text)) {
        return role;
      }
    }
    throw new IllegalArgumentException(
        "role: '" + text + "' is none of viewer, operator and admin");
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** This role and all that it holds, by their wire names. */
  public Set<String> granted() {
    var names = new TreeSet<String>();
    for (Role role : values()) {
      if (role.ordinal() <= ordinal()) {
        names.add(role.wireName());
      }
    }
    return names;
  }
}
