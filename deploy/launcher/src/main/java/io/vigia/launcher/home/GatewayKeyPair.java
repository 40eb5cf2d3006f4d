package io.vigia.launcher.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The Ed25519 pair by which the router vouches for callers and the other services believe it. */
public final class GatewayKeyPair {

  private GatewayKeyPair() {}

  /** Makes the pair unless both files are there: half a pair is of no use. */
  public static void ensure(Installation installation) throws IOException {
    if (Files.exists(installation.gatewayKey()) && Files.exists(installation.gatewayPublicKey())) {
      return;
    }
    KeyPair pair = generated();
    PrivateFile.write(
        installation.gatewayPublicKey(), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
    PrivateFile.write(
        installation.gatewayKey(), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
  }

  private static KeyPair generated() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  private static String pem(String type, byte[] der) {
    byte[] newline = "\n".getBytes(StandardCharsets.US_ASCII);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(type, Base64.getMimeEncoder(64, newline).encodeToString(der));
  }
}
