package io.vigia.kit.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import org.jspecify.annotations.Nullable;

/**
 * An RFC 9457 problem.
 *
 * @param type stable: {@code urn:vigia:problem:} and a code
 * @param detail what to do about it
 * @param field the field at fault as a path ({@code alerts[0].labels}), if one is
 * @param line the line of the text at fault, counted from 1, if known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    @Nullable String field,
    @Nullable Integer line) {

  public static final String MEDIA_TYPE = "application/problem+json";

  public static Problem of(int status, String code, String title, String detail) {
    return new Problem("urn:vigia:problem:" + code, title, status, detail, null, null);
  }

  public Problem at(@Nullable String fieldAtFault, @Nullable Integer lineAtFault) {
    return new Problem(type, title, status, detail, fieldAtFault, lineAtFault);
  }

  /** For the layers below REST, where no JSON mapper is at hand; without field and line. */
  public String json() {
    return "{\"type\":\"%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
        .formatted(quote(type), quote(title), status, quote(detail));
  }

  private static String quote(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }
}
