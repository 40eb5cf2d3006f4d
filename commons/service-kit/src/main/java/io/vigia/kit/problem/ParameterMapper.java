package io.vigia.kit.problem;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Says which query parameter is no number. Left alone, the server answers that nothing is at the
 * path. A part of a path that cannot be read is another matter: there nothing is at that path.
 */
@Provider
public class ParameterMapper implements ParamConverterProvider {

  private static final Map<Class<?>, Function<String, Object>> NUMBERS =
      Map.of(
          int.class, Integer::valueOf,
          Integer.class, Integer::valueOf,
          long.class, Long::valueOf,
          Long.class, Long::valueOf);

  private record Reading(String parameter, Function<String, Object> number)
      implements ParamConverter<Object> {

    @Override
    public Object fromString(String text) {
      try {
        return number.apply(text);
      } catch (NumberFormatException e) {
        throw Refusal.invalid(parameter, parameter + " must be a whole number");
      }
    }

    @Override
    public String toString(Object value) {
      return value.toString();
    }
  }

  /** Null leaves the reading to the server, as the interface wants it. */
  @Override
  @SuppressWarnings({"unchecked", "NullAway"})
  public <T> ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
    Function<String, Object> number = NUMBERS.get(type);
    Optional<String> parameter =
        Stream.of(annotations == null ? new Annotation[0] : annotations)
            .filter(QueryParam.class::isInstance)
            .map(a -> ((QueryParam) a).value())
            .findFirst();
    return number == null || parameter.isEmpty()
        ? null
        : (ParamConverter<T>) new Reading(parameter.get(), number);
  }
}
