package io.vigia.router.deliver;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Texts as headers of a mail hold them. */
final class MailText {

  private MailText() {}

  /** Commas within quotes belong to a name. */
  static List<String> addresses(String text) {
    return Stream.of(text.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"))
        .map(String::strip)
        .filter(address -> !address.isEmpty())
        .toList();
  }

  /** One line: what follows a line break would be a header of its own. */
  static String line(String text) {
    return text.replaceAll("[\\r\\n]+", " ").strip();
  }

  /** As RFC 2047 wants what is not ASCII. */
  static String header(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c < 127)
        ? text
        : "=?utf-8?B?"
            + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))
            + "?=";
  }
}
