package io.vigia.launcher.home;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayKeyPairTest {

  @TempDir Path folder;
  private Installation installation;

  @BeforeEach
  void pair() throws IOException {
    installation = new Installation(folder, folder.resolve("home"));
    GatewayKeyPair.ensure(installation);
  }

  @Test
  void shouldMakeHalvesThatBelongTogether() throws IOException, GeneralSecurityException {
    var keys = KeyFactory.getInstance("Ed25519");
    var signer = Signature.getInstance("Ed25519");
    signer.initSign(
        keys.generatePrivate(
            new PKCS8EncodedKeySpec(der(installation.gatewayKey(), "PRIVATE KEY"))));
    signer.update("hello".getBytes(UTF_8));
    byte[] signature = signer.sign();
    signer.initVerify(
        keys.generatePublic(
            new X509EncodedKeySpec(der(installation.gatewayPublicKey(), "PUBLIC KEY"))));
    signer.update("hello".getBytes(UTF_8));
    assertTrue(signer.verify(signature));
  }

  @Test
  void shouldLetOnlyTheOwnerReadTheKey() throws IOException {
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(installation.gatewayKey())));
  }

  @Test
  void shouldKeepAWholePairAndReplaceAHalf() throws IOException {
    String first = Files.readString(installation.gatewayKey());
    GatewayKeyPair.ensure(installation);
    assertEquals(first, Files.readString(installation.gatewayKey()));

    Files.delete(installation.gatewayPublicKey());
    GatewayKeyPair.ensure(installation);
    assertNotEquals(first, Files.readString(installation.gatewayKey()));
    assertTrue(Files.exists(installation.gatewayPublicKey()));
  }

  private static byte[] der(Path file, String type) throws IOException {
    String pem = Files.readString(file);
    assertTrue(pem.startsWith("-----BEGIN " + type + "-----\n"), "form of " + file);
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----.*-----", ""));
  }
}
