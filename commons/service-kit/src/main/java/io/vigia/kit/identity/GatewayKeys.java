package io.vigia.kit.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * Reads the router's Ed25519 keys from PEM files, as {@code ./vigia} or {@code openssl genpkey
 * -algorithm ed25519} writes them. Complaints name the file, never what is in it.
 */
public final class GatewayKeys {

  private static final String ALGORITHM = "Ed25519";

  private GatewayKeys() {}

  /**
   * @param file PKCS #8, {@code BEGIN PRIVATE KEY}
   * @throws IllegalStateException naming the file
   */
  public static PrivateKey privateKey(Path file) {
    try {
      return KeyFactory.getInstance(ALGORITHM)
          .generatePrivate(new PKCS8EncodedKeySpec(der(file, "PRIVATE KEY")));
    } catch (GeneralSecurityException e) {
      throw unusable(file, "private");
    }
  }

  /**
   * @param file X.509, {@code BEGIN PUBLIC KEY}
   * @throws IllegalStateException naming the file
   */
  public static PublicKey publicKey(Path file) {
    try {
      return KeyFactory.getInstance(ALGORITHM)
          .generatePublic(new X509EncodedKeySpec(der(file, "PUBLIC KEY")));
    } catch (GeneralSecurityException e) {
      throw unusable(file, "public");
    }
  }

  private static byte[] der(Path file, String type) {
    String begin = "-----BEGIN " + type + "-----";
    try {
      String pem = Files.readString(file);
      int from = pem.indexOf(begin);
      int to = pem.indexOf("-----END " + type + "-----");
      if (from < 0 || to < from) {
        throw new IllegalStateException("key file " + file + ": has no '" + begin + "'");
      }
      return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
    } catch (IOException e) {
      throw new IllegalStateException("key file " + file + " cannot be read: " + e, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("key file " + file + ": is not base64 between its lines");
    }
  }

  private static IllegalStateException unusable(Path file, String kind) {
    return new IllegalStateException("key file " + file + ": is no " + kind + " Ed25519 key");
  }
}
