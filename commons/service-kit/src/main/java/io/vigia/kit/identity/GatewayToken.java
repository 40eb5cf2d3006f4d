package io.vigia.kit.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vigia.kit.identity.TokenVerdict.Accepted;
import io.vigia.kit.identity.TokenVerdict.Reason;
import io.vigia.kit.identity.TokenVerdict.Refused;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The router's word for a caller: a signed JWT (RFC 7519) in compact form, Ed25519 (RFC 8037) and
 * nothing else. The header's {@code alg} must say so and chooses nothing; a key that the header
 * brings along is not looked at.
 */
public final class GatewayToken {

  /** The one who signs. */
  public static final String ISSUER = "alert-router";

  /**
   * Longer ones are refused, however well signed: a token that leaks must soon be worth nothing.
   */
  public static final Duration MAX_LIFETIME = Duration.ofMinutes(5);

  private static final long SKEW_SECONDS = 5;
  private static final int MAX_LENGTH = 4096;
  private static final long LATEST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
  private static final String ALGORITHM = "EdDSA";
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private GatewayToken() {}

  /** Whether a bearer value has a token's form: three parts with dots between them. */
  public static boolean isLike(String bearer) {
    return bearer.chars().filter(c -> c == '.').count() == 2;
  }

  public static String signed(GatewayClaims claims, PrivateKey key) {
    long issuedAt = claims.issuedAt().getEpochSecond();
    var header = JSON.createObjectNode().put("alg", ALGORITHM).put("typ", "JWT");
    var payload =
        JSON.createObjectNode()
            .put("iss", ISSUER)
            .put("aud", claims.audience())
            .put("sub", claims.caller().name())
            .put("tenant", claims.caller().tenant())
            .put("role", claims.caller().role().wireName())
            .put("iat", issuedAt)
            .put("exp", issuedAt + claims.lifetime().toSeconds())
            .put("jti", claims.id());
    String content = encoded(header.toString()) + "." + encoded(payload.toString());
    try {
      var signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(content.getBytes(US_ASCII));
      return content + "." + ENCODER.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("not an Ed25519 key", e);
    }
  }

  /**
   * @param audience this service's application name
   */
  public static TokenVerdict check(String token, PublicKey key, String audience, Instant now) {
    String[] parts = token.split("\\.", -1);
    if (token.length() > MAX_LENGTH || parts.length != 3) {
      return new Refused(Reason.MALFORMED);
    }
    try {
      JsonNode header = object(parts[0]);
      if (!ALGORITHM.equals(header.path("alg").textValue()) || header.has("crit")) {
        return new Refused(Reason.ALGORITHM);
      }
      if (!isSigned(parts, key)) {
        return new Refused(Reason.SIGNATURE);
      }
      return believed(object(parts[1]), audience, now);
    } catch (IOException | IllegalArgumentException notJsonOrBase64) {
      return new Refused(Reason.MALFORMED);
    }
  }

  private static TokenVerdict believed(JsonNode claims, String audience, Instant now) {
    if (!ISSUER.equals(claims.path("iss").textValue())) {
      return new Refused(Reason.ISSUER);
    }
    if (!audience.equals(claims.path("aud").textValue())) {
      return new Refused(Reason.AUDIENCE);
    }
    boolean complete =
        isText(claims, "sub")
            && isText(claims, "tenant")
            && isText(claims, "jti")
            && isTime(claims, "iat")
            && isTime(claims, "exp");
    if (!complete) {
      return new Refused(Reason.CLAIMS);
    }
    Optional<Role> role = role(claims.path("role").textValue());
    if (role.isEmpty()) {
      return new Refused(Reason.ROLE);
    }
    return fault(claims.get("iat").longValue(), claims.get("exp").longValue(), now)
        .<TokenVerdict>map(Refused::new)
        .orElseGet(
            () ->
                new Accepted(
                    new Caller(
                        claims.get("sub").textValue(),
                        claims.get("tenant").textValue(),
                        role.get())));
  }

  private static Optional<Reason> fault(long issuedAt, long expiresAt, Instant now) {
    if (now.getEpochSecond() >= expiresAt + SKEW_SECONDS) {
      return Optional.of(Reason.EXPIRED);
    }
    if (now.getEpochSecond() < issuedAt - SKEW_SECONDS) {
      return Optional.of(Reason.NOT_YET_VALID);
    }
    long lifetime = expiresAt - issuedAt;
    return lifetime < 1 || lifetime > MAX_LIFETIME.toSeconds()
        ? Optional.of(Reason.LIFETIME)
        : Optional.empty();
  }

  private static boolean isSigned(String[] parts, PublicKey key) {
    byte[] signed = Base64.getUrlDecoder().decode(parts[2]);
    try {
      var signature = Signature.getInstance("Ed25519");
      signature.initVerify(key);
      signature.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
      return signature.verify(signed);
    } catch (SignatureException notEvenTheFormOfOne) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("not an Ed25519 key", e);
    }
  }

  private static JsonNode object(String part) throws IOException {
    JsonNode node = JSON.readTree(Base64.getUrlDecoder().decode(part));
    if (!node.isObject()) {
      throw new IllegalArgumentException("not an object");
    }
    return node;
  }

  private static boolean isText(JsonNode claims, String name) {
    String text = claims.path(name).textValue();
    return text != null && !text.isBlank();
  }

  private static boolean isTime(JsonNode claims, String name) {
    JsonNode time = claims.path(name);
    return time.isIntegralNumber()
        && time.canConvertToLong()
        && time.longValue() >= 0
        && time.longValue() <= LATEST;
  }

  private static Optional<Role> role(@Nullable String name) {
    return Arrays.stream(Role.values()).filter(r -> r.wireName().equals(name)).findFirst();
  }

  private static String encoded(String json) {
    return ENCODER.encodeToString(json.getBytes(UTF_8));
  }
}
