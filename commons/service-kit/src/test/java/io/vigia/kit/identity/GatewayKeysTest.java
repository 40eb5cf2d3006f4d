package io.vigia.kit.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayKeysTest {

  @TempDir Path folder;

  @Test
  void shouldReadWhatOpensslWrites() throws IOException {
    Path privateKey =
        file(
            "-----BEGIN PRIVATE KEY-----\n"
                + "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
                + "-----END PRIVATE KEY-----\n");
    Path publicKey =
        file(
            "-----BEGIN PUBLIC KEY-----\n"
                + "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n"
                + "-----END PUBLIC KEY-----\n");
    assertEquals("EdDSA", GatewayKeys.privateKey(privateKey).getAlgorithm());
    assertEquals("EdDSA", GatewayKeys.publicKey(publicKey).getAlgorithm());
  }

  @Test
  void shouldNameTheFileThatIsNoKey() throws IOException, NoSuchAlgorithmException {
    var rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic().getEncoded();
    complains(folder.resolve("missing"), "cannot be read");
    complains(file("hello"), "BEGIN PUBLIC KEY");
    complains(pem(Base64.getMimeEncoder().encodeToString(rsa)), "is no public Ed25519 key");
    complains(pem("AAAAA"), "is not base64");
  }

  private Path pem(String base64) throws IOException {
    return file("-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
  }

  private static void complains(Path file, String what) {
    var complaint =
        assertThrows(IllegalStateException.class, () -> GatewayKeys.publicKey(file)).getMessage();
    assertTrue(complaint.contains(file.toString()), complaint);
    assertTrue(complaint.contains(what), complaint);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "key", ".pem"), text);
  }
}
