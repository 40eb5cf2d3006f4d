package io.vigia.watcher.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A text with {@code {{…}}} in it, of which each names a fact. Nothing else of Mustache is there:
 * no sections, no partials, no escaping of HTML.
 */
public final class TextTemplate {

  /** Characters of a template. */
  public static final int MAX_TEXT = 4096;

  /** Characters of what it makes; the rest is cut. */
  public static final int MAX_RENDERED = 32_768;

  private static final String KNOWN =
      Facts.NAMES.stream()
          .map(name -> Facts.OPEN.contains(name) ? name + ", " + name + ".…" : name)
          .collect(Collectors.toCollection(TreeSet::new))
          .stream()
          .collect(Collectors.joining(", "));

  private sealed interface Part {
    record Text(String text) implements Part {}

    record Name(String name) implements Part {}
  }

  private final List<Part> parts;

  private TextTemplate(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * @param field what to name in a complaint
   * @throws IllegalArgumentException that begins with the field
   */
  public static TextTemplate of(String field, String text) {
    if (text.length() > MAX_TEXT) {
      throw new IllegalArgumentException(field + ": at most " + MAX_TEXT + " characters");
    }
    if (text.contains("{{=")) {
      throw new IllegalArgumentException(field + ": {{=…}} is not supported, only {{name}} is");
    }
    var reader = new Reader(field);
    try {
      Mustache.compiler().compile(text).visit(reader);
    } catch (MustacheException e) {
      throw new IllegalArgumentException(field + ": " + e.getMessage(), e);
    } catch (IndexOutOfBoundsException e) { // the library's answer to empty braces
      throw new IllegalArgumentException(field + ": {{}} names nothing", e);
    }
    return new TextTemplate(reader.parts);
  }

  /** The names that it holds, in order. */
  List<String> names() {
    return parts.stream()
        .filter(Part.Name.class::isInstance)
        .map(part -> ((Part.Name) part).name())
        .toList();
  }

  /** The name, if the template is nothing but one placeholder. */
  Optional<String> only() {
    return parts.size() == 1 && parts.get(0) instanceof Part.Name n
        ? Optional.of(n.name())
        : Optional.empty();
  }

  /** What is absent leaves nothing behind; lists and objects become JSON. */
  public String render(ObjectNode facts) {
    return render(facts, UnaryOperator.identity());
  }

  /**
   * @param escape what to make of each value before it goes in
   */
  String render(ObjectNode facts, UnaryOperator<String> escape) {
    var made = new StringBuilder();
    for (Part part : parts) {
      made.append(
          part instanceof Part.Text text
              ? text.text()
              : escape.apply(words(fact(facts, ((Part.Name) part).name()))));
      if (made.length() > MAX_RENDERED) {
        made.setLength(MAX_RENDERED - 1);
        return made.append('…').toString();
      }
    }
    return made.toString();
  }

  /** The fact of that name, or a missing node. What follows an open name's dot is one name. */
  static JsonNode fact(ObjectNode facts, String name) {
    int dot = name.indexOf('.');
    return dot < 0
        ? facts.path(name)
        : facts.path(name.substring(0, dot)).path(name.substring(dot + 1));
  }

  private static String words(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (value.isNumber()) {
      return value.isFloatingPointNumber() && !Double.isFinite(value.doubleValue())
          ? value.asText()
          : plain(value);
    }
    return value.isContainerNode() ? value.toString() : value.asText();
  }

  /** 10000000 instead of 1.0E7, and 3 instead of 3.0. */
  private static String plain(JsonNode number) {
    var decimal = number.decimalValue();
    return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
  }

  private static final class Reader implements Mustache.Visitor {

    private final String field;
    private final List<Part> parts = new ArrayList<>();

    Reader(String field) {
      this.field = field;
    }

    /** The library takes braces without an end for text. */
    @Override
    public void visitText(String text) {
      if (text.contains("{{")) {
        int at = text.indexOf("{{");
        String start = text.substring(at, Math.min(text.length(), at + 30));
        throw new IllegalArgumentException(field + ": '" + start + "' is not closed by }}");
      }
      if (!text.isEmpty()) {
        parts.add(new Part.Text(text));
      }
    }

    @Override
    public void visitVariable(String name) {
      int dot = name.indexOf('.');
      boolean known =
          dot < 0
              ? Facts.NAMES.contains(name)
              : Facts.OPEN.contains(name.substring(0, dot)) && !name.substring(dot + 1).isBlank();
      if (!known) {
        throw new IllegalArgumentException(
            field + ": {{" + name + "}} is unknown; known are " + KNOWN);
      }
      parts.add(new Part.Name(name));
    }

    @Override
    public boolean visitInclude(String name) {
      throw unsupported(">" + name);
    }

    @Override
    public boolean visitParent(String name) {
      throw unsupported("<" + name);
    }

    @Override
    public boolean visitBlock(String name) {
      throw unsupported("$" + name);
    }

    @Override
    public boolean visitSection(String name) {
      throw unsupported("#" + name);
    }

    @Override
    public boolean visitInvertedSection(String name) {
      throw unsupported("^" + name);
    }

    private IllegalArgumentException unsupported(String tag) {
      return new IllegalArgumentException(
          field + ": {{" + tag + "}} is not supported, only {{name}} is");
    }
  }
}
