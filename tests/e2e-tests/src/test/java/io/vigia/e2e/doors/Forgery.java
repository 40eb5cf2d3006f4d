package io.vigia.e2e.doors;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Gateway tokens as the router would not write them. */
final class Forgery {

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final PrivateKey routers;
  private final byte[] routersPublic;

  Forgery(Path home) throws IOException, GeneralSecurityException {
    this.routers =
        KeyFactory.getInstance("Ed25519")
            .generatePrivate(
                new PKCS8EncodedKeySpec(pem(Files.readString(home.resolve("gateway.key")))));
    this.routersPublic = Files.readAllBytes(home.resolve("gateway.pub"));
  }

  static String claims(String audience, String role, Instant issued, long seconds) {
    return """
    {"iss":"alert-router","aud":"%s","sub":"mallory","tenant":"default","role":"%s","iat":%d,\
    "exp":%d,"jti":"1"}"""
        .formatted(audience, role, issued.getEpochSecond(), issued.getEpochSecond() + seconds);
  }

  /** Signed with the router's own key: only what it says can be wrong. */
  String signed(String claims) throws GeneralSecurityException {
    return eddsa("{\"alg\":\"EdDSA\",\"typ\":\"JWT\"}", claims, routers);
  }

  String byAnotherKey(String claims) throws GeneralSecurityException {
    var other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
    return eddsa("{\"alg\":\"EdDSA\",\"typ\":\"JWT\"}", claims, other);
  }

  String unsigned(String claims) {
    return encoded("{\"alg\":\"none\"}") + "." + encoded(claims) + ".";
  }

  /** The public key, which everybody may know, as the secret of a symmetric algorithm. */
  String confused(String claims) throws GeneralSecurityException {
    String content = encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + encoded(claims);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(routersPublic, "HmacSHA256"));
    return content + "." + BASE64.encodeToString(mac.doFinal(content.getBytes(UTF_8)));
  }

  /** A good signature under other words. */
  String tampered(String claims, String others) throws GeneralSecurityException {
    String[] parts = signed(claims).split("\\.");
    return parts[0] + "." + encoded(others) + "." + parts[2];
  }

  private static String eddsa(String header, String claims, PrivateKey key)
      throws GeneralSecurityException {
    String content = encoded(header) + "." + encoded(claims);
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(key);
    signature.update(content.getBytes(UTF_8));
    return content + "." + BASE64.encodeToString(signature.sign());
  }

  private static String encoded(String text) {
    return BASE64.encodeToString(text.getBytes(UTF_8));
  }

  private static byte[] pem(String text) {
    return Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
  }
}
