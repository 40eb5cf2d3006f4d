package io.vigia.kit.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsTest {

  @ParameterizedTest
  @CsvSource({
    "k1,,k1", // X-API-Key
    ",Bearer k1,k1",
    ",bearer k1,k1",
    ",Basic YW55OmsxOng=,k1:x", // any:k1:x
    ",Basic !!!,",
    ",Digest k1,",
    ",k1,",
    ",,"
  })
  void shouldFindTheKey(String apiKey, String authorization, String key) {
    assertEquals(
        key == null ? Set.of() : Set.of(key), secrets(values(apiKey), values(authorization)));
  }

  @Test
  void shouldSeeThatHeadersDoNotAgree() {
    assertEquals(Set.of("k1", "k2"), secrets(List.of("k1"), List.of("Bearer k2", "Bearer k1")));
    assertEquals(Set.of("k1", "k2"), secrets(List.of("k1", "k2"), List.of()));
    assertEquals(Set.of("k1"), secrets(List.of(" k1"), List.of("Bearer k1")));
  }

  @Test
  void shouldFindTheUserBesideAPassword() {
    var basic = "Basic " + Base64.getEncoder().encodeToString("ana:pa:ss".getBytes(UTF_8));
    var login = Credentials.logins(List.of(), List.of(basic)).iterator().next();
    assertEquals(new Login("pa:ss", Optional.of("ana")), login);
    assertFalse(login.toString().contains("pa:ss"));
    // a program that sends the same twice does not contradict itself
    assertEquals(List.of(login), List.copyOf(Credentials.logins(List.of("pa:ss"), List.of(basic))));
  }

  private static Set<String> secrets(List<String> apiKeys, List<String> authorizations) {
    return Credentials.logins(apiKeys, authorizations).stream()
        .map(Login::secret)
        .collect(Collectors.toSet());
  }

  private static List<String> values(String header) {
    return header == null ? List.of() : List.of(header);
  }

  @Test
  void shouldKnowAKeyByItsDigestAlone() {
    var entry = new Keyring.Entry("ci", "shop", "operator", Keyring.sha256("secret"));
    assertFalse(entry.toString().contains("secret"));
    var caller = new Keyring(List.of(entry)).find(key("secret")).orElseThrow().caller();
    assertEquals(new Caller("ci", "shop", Role.OPERATOR), caller);
    assertEquals(Set.of("viewer", "operator"), caller.role().granted());
    assertEquals(Optional.empty(), new Keyring(List.of(entry)).find(key("Secret")));
  }

  private static Login key(String key) {
    return new Login(key, Optional.empty());
  }

  @Test
  void shouldRefuseAKeysFileThatHoldsKeysInTheClear() {
    assertThrows(
        IllegalArgumentException.class, () -> new Keyring.Entry("ci", "shop", "admin", "secret"));
    var unknownRole = new Keyring.Entry("ci", "shop", "king", Keyring.sha256("x"));
    assertThrows(IllegalArgumentException.class, () -> new Keyring(List.of(unknownRole)));
  }
}
