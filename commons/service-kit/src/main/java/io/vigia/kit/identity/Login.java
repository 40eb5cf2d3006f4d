package io.vigia.kit.identity;

import java.util.Optional;

/**
 * What a request brings to be recognised by.
 *
 * @param secret a key, or a password
 * @param user the name that basic authentication gives with it, if it is not empty
 */
public record Login(String secret, Optional<String> user) {

  /** Neither the key nor the password. */
  @Override
  public String toString() {
    return "Login of " + user.orElse("a key");
  }
}
