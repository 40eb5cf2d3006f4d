package io.vigia.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Explains what is wrong with a JSON text: the field, the line, and a sentence without jargon. */
public final class JsonFault {

  /** The records' constructors say "field: what is wrong". */
  private static final Pattern OWN_COMPLAINT =
      Pattern.compile("([A-Za-z][\\w.\\[\\]]*): (.*)", Pattern.DOTALL);

  private JsonFault() {}

  public static Problem explain(JsonProcessingException fault) {
    var at = fault.getLocation();
    Integer line = at == null || at.getLineNr() < 1 ? null : at.getLineNr();
    String field = fault instanceof JsonMappingException mapping ? path(mapping.getPath()) : null;
    String detail = detail(fault);
    Matcher own = OWN_COMPLAINT.matcher(detail);
    if (fault instanceof ValueInstantiationException && own.matches()) {
      field = field == null || field.isEmpty() ? own.group(1) : field + "." + own.group(1);
      detail = own.group(2);
    }
    return Problem.of(400, "invalid", "The JSON text is not valid", detail).at(field, line);
  }

  private static String detail(JsonProcessingException fault) {
    if (fault instanceof UnrecognizedPropertyException unknown) {
      var known =
          unknown.getKnownPropertyIds() == null
              ? ""
              : unknown.getKnownPropertyIds().stream()
                  .map(String::valueOf)
                  .sorted()
                  .collect(Collectors.joining(", "));
      return "unknown field '" + unknown.getPropertyName() + "'; known are: " + known;
    }
    if (fault instanceof InvalidFormatException format) {
      if (format.getTargetType() == URI.class) {
        return "this is not a valid address"; // which may hold a secret
      }
      return "'"
          + format.getValue()
          + "' is not a valid "
          + format.getTargetType().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }
    if (fault instanceof ValueInstantiationException && fault.getCause() != null) {
      return String.valueOf(fault.getCause().getMessage());
    }
    if (fault instanceof StreamConstraintsException) {
      return "the text exceeds a limit: " + fault.getOriginalMessage();
    }
    if (fault instanceof MismatchedInputException) {
      return "a value of another kind is expected here";
    }
    return String.valueOf(fault.getOriginalMessage());
  }

  private static String path(List<Reference> references) {
    var path = new StringBuilder();
    for (Reference reference : references) {
      if (reference.getFieldName() == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
      }
    }
    return path.toString();
  }
}
