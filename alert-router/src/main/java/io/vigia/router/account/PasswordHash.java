package io.vigia.router.account;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A slow hash of a password: PBKDF2 with HMAC-SHA-256, with as many rounds as OWASP asks for.
 *
 * @param text {@code pbkdf2-sha256$rounds$salt$hash}, as it is stored
 * @see <a href="https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html">
 *     OWASP, Password Storage</a>
 */
record PasswordHash(String text) {

  static final int SALT_BYTES = 16;

  private static final String NAME = "pbkdf2-sha256";
  private static final int ROUNDS = 600_000;
  private static final int BITS = 256;

  /** That of no account. */
  static final PasswordHash NOBODYS = of("", new byte[SALT_BYTES]);

  /**
   * @param salt random, {@link #SALT_BYTES} long
   */
  static PasswordHash of(String password, byte[] salt) {
    return of(password, salt, ROUNDS);
  }

  /** Takes some tenths of a second: not for an event loop. */
  boolean isOf(String password) {
    String[] parts = text.split("\\$");
    byte[] salt = Base64.getDecoder().decode(parts[2]);
    String again = of(password, salt, Integer.parseInt(parts[1])).text();
    return MessageDigest.isEqual(again.getBytes(US_ASCII), text.getBytes(US_ASCII));
  }

  private static PasswordHash of(String password, byte[] salt, int rounds) {
    var base64 = Base64.getEncoder().withoutPadding();
    try {
      byte[] hash =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
              .generateSecret(new PBEKeySpec(password.toCharArray(), salt, rounds, BITS))
              .getEncoded();
      return new PasswordHash(
          String.join(
              "$",
              NAME,
              Integer.toString(rounds),
              base64.encodeToString(salt),
              base64.encodeToString(hash)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has PBKDF2", e);
    }
  }

  @Override
  public String toString() {
    return NAME;
  }
}
