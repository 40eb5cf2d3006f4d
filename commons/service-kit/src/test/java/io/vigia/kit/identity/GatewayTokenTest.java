package io.vigia.kit.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vigia.kit.identity.TokenVerdict.Accepted;
import io.vigia.kit.identity.TokenVerdict.Reason;
import io.vigia.kit.identity.TokenVerdict.Refused;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTokenTest {

  private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
  private static final long IAT = NOW.getEpochSecond();
  private static final String SERVICE = "watcher-service";
  private static final Caller ANA = new Caller("ana", "shop", Role.OPERATOR);
  private static final String HEADER = "{\"alg\":\"EdDSA\",\"typ\":\"JWT\"}";
  private static final KeyPair ROUTER = pair();

  @Test
  void shouldCarryCallerTenantAndRole() {
    assertEquals(new Accepted(ANA), check(good()));
  }

  @Test
  void shouldSignAndReadWhatItsClaimsSay() {
    assertEquals(new Accepted(ANA), check(signed(HEADER, claims("", ""), ROUTER)));
  }

  @Test
  void shouldBeForOneServiceOnly() {
    assertEquals(
        new Refused(Reason.AUDIENCE),
        GatewayToken.check(good(), ROUTER.getPublic(), "anomaly-service", NOW));
    refused(Reason.AUDIENCE, "\"aud\":\"watcher-service\"", "\"aud\":[\"watcher-service\"]");
    refused(Reason.AUDIENCE, "\"aud\":\"watcher-service\",", "");
  }

  @ParameterizedTest
  @CsvSource({
    "-6,NOT_YET_VALID",
    "-5,",
    "0,",
    "59,",
    "64,",
    "65,EXPIRED",
    "86400,EXPIRED",
  })
  void shouldLiveSixtySecondsWithFiveOfSkew(long after, Reason refusal) {
    assertEquals(
        refusal == null ? new Accepted(ANA) : new Refused(refusal),
        GatewayToken.check(good(), ROUTER.getPublic(), SERVICE, NOW.plusSeconds(after)));
  }

  @Test
  void shouldRefuseALongLifeHoweverWellSigned() {
    assertEquals(
        new Accepted(ANA),
        check(signed(HEADER, claims("\"exp\":" + (IAT + 60), "\"exp\":" + (IAT + 300)), ROUTER)));
    refused(Reason.LIFETIME, "\"exp\":" + (IAT + 60), "\"exp\":" + (IAT + 301));
    refused(Reason.LIFETIME, "\"exp\":" + (IAT + 60), "\"exp\":" + IAT);
    assertThrows(
        IllegalArgumentException.class,
        () -> new GatewayClaims(ANA, SERVICE, "id", NOW, Duration.ofMinutes(6)));
  }

  @Test
  void shouldTakeNoOtherAlgorithm() throws GeneralSecurityException {
    String unsigned = part("{\"alg\":\"none\"}") + "." + part(claims("", "")) + ".";
    assertEquals(new Refused(Reason.ALGORITHM), check(unsigned));
    String content = part("{\"alg\":\"HS256\"}") + "." + part(claims("", ""));
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(ROUTER.getPublic().getEncoded(), "HmacSHA256"));
    assertEquals(
        new Refused(Reason.ALGORITHM),
        check(content + "." + base64(mac.doFinal(content.getBytes(UTF_8)))));
    for (String header :
        new String[] {"{}", "{\"alg\":\"eddsa\"}", "{\"alg\":\"EdDSA\",\"crit\":[\"b64\"]}"}) {
      assertEquals(
          new Refused(Reason.ALGORITHM), check(signed(header, claims("", ""), ROUTER)), header);
    }
  }

  @Test
  void shouldRefuseAMissingSignatureUnderTheRightAlgorithm() {
    assertEquals(new Refused(Reason.SIGNATURE), check(part(HEADER) + "." + part("{}") + "."));
  }

  @Test
  void shouldNoticeAChangedPayload() {
    String[] parts = good().split("\\.");
    String raised = part(claims("\"role\":\"operator\"", "\"role\":\"admin\""));
    assertEquals(new Refused(Reason.SIGNATURE), check(parts[0] + "." + raised + "." + parts[2]));
  }

  @Test
  void shouldRefuseAnotherSigner() {
    KeyPair other = pair();
    assertEquals(new Refused(Reason.SIGNATURE), check(signed(HEADER, claims("", ""), other)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "a.b", "a.b.c", "a.b.c.d", "!.!.!", "e30.e30", "bnVsbA.e30.e30"})
  void shouldRefuseGarbage(String token) {
    assertEquals(new Refused(Reason.MALFORMED), check(token));
  }

  @Test
  void shouldRefuseWhatIsTooLongOrSaysAThingTwice() {
    assertEquals(new Refused(Reason.MALFORMED), check(good() + "A".repeat(5000)));
    refused(Reason.MALFORMED, "\"sub\":\"ana\"", "\"sub\":\"ana\",\"sub\":\"root\"");
    assertEquals(
        new Refused(Reason.MALFORMED), check(signed(HEADER, claims("", "") + "{}", ROUTER)));
  }

  @Test
  void shouldNeedEveryClaim() {
    refused(Reason.ISSUER, "\"iss\":\"alert-router\"", "\"iss\":\"someone\"");
    refused(Reason.CLAIMS, "\"tenant\":\"shop\",", "");
    refused(Reason.CLAIMS, "\"tenant\":\"shop\"", "\"tenant\":\" \"");
    refused(Reason.CLAIMS, "\"sub\":\"ana\"", "\"sub\":7");
    refused(Reason.CLAIMS, "\"iat\":" + IAT, "\"iat\":\"" + IAT + "\"");
    refused(Reason.CLAIMS, "\"exp\":" + (IAT + 60), "\"exp\":" + Long.MAX_VALUE);
    refused(Reason.CLAIMS, ",\"jti\":\"1\"", "");
    refused(Reason.ROLE, "\"role\":\"operator\"", "\"role\":\"king\"");
    refused(Reason.ROLE, "\"role\":\"operator\",", "");
  }

  @Test
  void shouldFindATokenOnlyInABearerValue() {
    assertEquals("a.b.c", Credentials.token(null, "Bearer a.b.c").orElseThrow());
    assertEquals("a.b.c", Credentials.token(" ", "bearer a.b.c").orElseThrow());
    assertFalse(Credentials.token("k1", "Bearer a.b.c").isPresent());
    assertFalse(Credentials.token(null, "Bearer vk_key").isPresent());
    assertFalse(Credentials.token(null, "Basic " + base64("x:a.b.c".getBytes(UTF_8))).isPresent());
    assertFalse(Credentials.token(null, null).isPresent());
  }

  private static void refused(Reason reason, String claim, String instead) {
    assertEquals(
        new Refused(reason), check(signed(HEADER, claims(claim, instead), ROUTER)), instead);
  }

  private static TokenVerdict check(String token) {
    return GatewayToken.check(token, ROUTER.getPublic(), SERVICE, NOW);
  }

  private static String good() {
    return GatewayToken.signed(
        new GatewayClaims(ANA, SERVICE, "1", NOW, Duration.ofSeconds(60)), ROUTER.getPrivate());
  }

  private static String claims(String claim, String instead) {
    String whole =
        """
        {"iss":"alert-router","aud":"watcher-service","sub":"ana","tenant":"shop",\
        "role":"operator","iat":%d,"exp":%d,"jti":"1"}"""
            .formatted(IAT, IAT + 60);
    if (!whole.contains(claim)) {
      throw new IllegalArgumentException(claim);
    }
    return whole.replace(claim, claim.isEmpty() ? "" : instead);
  }

  private static String signed(String header, String claims, KeyPair signer) {
    String content = part(header) + "." + part(claims);
    try {
      var signature = Signature.getInstance("Ed25519");
      signature.initSign(signer.getPrivate());
      signature.update(content.getBytes(UTF_8));
      return content + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String part(String json) {
    return base64(json.getBytes(UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
