package io.vigia.watcher.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A sentence about a value, for people. What stands in square brackets is left out when a blank in
 * it has no value.
 */
record Sentence(String form) {

  private static final int LONGEST = 1000;
  private static final int DIGITS = 6;
  private static final Pattern OPTIONAL = Pattern.compile("\\[([^\\[\\]]*)]");

  String told(Map<String, JsonNode> values) {
    var told = new StringBuilder();
    var optional = OPTIONAL.matcher(form);
    int end = 0;
    while (optional.find()) {
      told.append(outside(form.substring(end, optional.start()), values));
      told.append(Blanks.text(optional.group(1), values).orElse(""));
      end = optional.end();
    }
    told.append(outside(form.substring(end), values));
    return told.length() > LONGEST ? told.substring(0, LONGEST) + "…" : told.toString();
  }

  private static String outside(String text, Map<String, JsonNode> values) {
    return Blanks.BLANK
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(Blanks.text(found.group(), values).orElse("nothing")));
  }

  /** {@code 12}, {@code 0.333333}: six digits are enough to read. */
  static String number(@Nullable Double value) {
    if (value == null) {
      return "none";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return String.valueOf(value.longValue());
    }
    return new BigDecimal(value)
        .round(new MathContext(DIGITS))
        .stripTrailingZeros()
        .toPlainString();
  }
}
