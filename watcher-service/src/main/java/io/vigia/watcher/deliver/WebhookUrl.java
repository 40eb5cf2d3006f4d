package io.vigia.watcher.deliver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An address whose parts may be {@code {{…}}}. No complaint repeats it: it may hold a secret. */
final class WebhookUrl {

  private static final int MAX_URL = 8192;
  private static final Pattern START = Pattern.compile("(?i)(https?://)([^/?#]*).*");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\{?[^{}]*}}}?");

  private WebhookUrl() {}

  /**
   * With a stand-in for each placeholder, for checks when it is defined.
   *
   * @throws IllegalArgumentException that begins with the field
   */
  static URI example(String field, String url) {
    if (!START.matcher(url).matches()) {
      throw new IllegalArgumentException(field + ": must begin with http:// or https://");
    }
    return parsed(field, PLACEHOLDER.matcher(url).replaceAll("x"));
  }

  /** With the facts in it, encoded: no value of a document changes where the address leads. */
  static URI of(String url, ObjectNode facts) {
    String made = TextTemplate.of("url", url).render(facts, WebhookUrl::encoded);
    if (made.length() > MAX_URL) {
      throw new IllegalArgumentException("url: has become longer than " + MAX_URL + " characters");
    }
    return parsed("url", made);
  }

  /** Scheme and host; the rest may be secret. */
  static String words(String url) {
    Matcher start = START.matcher(url);
    return start.matches()
        ? start.group(1) + start.group(2).substring(start.group(2).lastIndexOf('@') + 1)
        : "no address";
  }

  private static URI parsed(String field, String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "%s: is no address: %s at position %d".formatted(field, e.getReason(), e.getIndex()));
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
