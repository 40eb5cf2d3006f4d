package io.vigia.watcher.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.kit.deliver.Receipt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A cluster's address with its secret, and a cluster's answers. */
class ElasticTest {

  @ParameterizedTest
  @CsvSource({
    "http://h:9200, http://h:9200/, ",
    "https://h/, https://h/, ",
    "https://h/elastic, https://h/elastic/, ",
    "https://elastic:changeme@h:9200, https://h:9200/, elastic:changeme",
    "https://a%40b:p%3Aq%2Fr+s@[::1]:9200/x/, https://[::1]:9200/x/, a@b:p:q/r+s"
  })
  void shouldKeepTheSecretApart(String text, String url, String userAndPassword) {
    var address = ElasticAddress.of(text, Optional.empty());
    assertEquals(url, address.url().toString());
    assertEquals(
        Optional.ofNullable(userAndPassword).map(u -> "Basic " + base64(u)),
        address.authorization());
    assertTrue(userAndPassword == null || !address.toString().contains("@"), address.toString());
  }

  @Test
  void shouldTakeAnApiKeyInBothForms() {
    var plain = ElasticAddress.of("https://u:p@h:9200", Optional.of("id:key"));
    var encoded = ElasticAddress.of("https://h:9200", Optional.of(base64("id:key")));
    assertEquals(Optional.of("ApiKey " + base64("id:key")), plain.authorization());
    assertEquals(plain.authorization(), encoded.authorization());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"h:9200", "http://", "ftp://u:s3cret@h", "http://u:s3 cret@h", "https:/x"})
  void shouldComplainWithoutRepeatingASecret(String text) {
    var refusal =
        assertThrows(
            IllegalArgumentException.class, () -> ElasticAddress.of(text, Optional.empty()));
    assertTrue(
        String.valueOf(refusal.getMessage()).startsWith("WATCHER_ELASTIC_URL: "),
        refusal.getMessage());
    assertTrue(!String.valueOf(refusal.getMessage()).contains("s3"), refusal.getMessage());
  }

  @Test
  void shouldReadAnswers() {
    assertEquals(new Receipt.Taken(), ElasticAnswer.receipt(201, null, "{}"));
    assertEquals(
        new Receipt.Taken(),
        ElasticAnswer.receipt(409, null, "{\"error\":{}}"),
        "an earlier try has left it there");
    assertEquals(
        new Receipt.Rejected("HTTP 400 mapper_parsing_exception: failed to parse field [a]"),
        ElasticAnswer.receipt(
            400,
            null,
            "{\"error\":{\"type\":\"mapper_parsing_exception\",\"reason\":\"failed to parse field [a]\"}}"));
    assertEquals(
        new Receipt.NotNow("HTTP 429 busy", Optional.of(Duration.ofSeconds(7))),
        ElasticAnswer.receipt(429, "7", "{\"error\":\"busy\"}"));
    assertEquals(
        new Receipt.NotNow("HTTP 502", Optional.empty()),
        ElasticAnswer.receipt(502, null, "<html>"));
    assertEquals(
        new Receipt.NotNow("HTTP 502", Optional.empty()), ElasticAnswer.receipt(502, null, null));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
