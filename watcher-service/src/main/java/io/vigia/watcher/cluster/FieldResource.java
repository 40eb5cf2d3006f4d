package io.vigia.watcher.cluster;

import io.smallrye.mutiny.Uni;
import io.vigia.kit.identity.Role;
import io.vigia.kit.problem.Refusal;
import io.vigia.watcher.cluster.Field.Kind;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The fields that a parameter of a template can name. */
@Path("/api/v1/fields")
class FieldResource {

  private static final List<Kind> OFFERED = List.of(Kind.NUMERIC, Kind.KEYWORD, Kind.DATE);

  private final MappingClient mapping;

  FieldResource(MappingClient mapping) {
    this.mapping = mapping;
  }

  /**
   * Some fields.
   *
   * @param total how many there are
   */
  record Fields(int total, List<Field> fields) {}

  /**
   * @param type {@code numeric}, {@code keyword}, {@code date} or {@code any}
   * @param q how the name begins, or what follows one of its dots
   */
  @GET
  @RolesAllowed(Role.VIEW)
  public Uni<Fields> matching(
      @QueryParam("cluster") @DefaultValue(ClusterSpec.DEFAULT) String cluster,
      @QueryParam("index") @DefaultValue("") String index,
      @QueryParam("type") @DefaultValue("any") String type,
      @QueryParam("q") @DefaultValue("") String q,
      @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
    List<Kind> wanted = wanted(type);
    String begin = q.toLowerCase(Locale.ROOT);
    return fields(cluster, index)
        .map(
            all ->
                all.stream()
                    .filter(f -> wanted.isEmpty() || wanted.stream().anyMatch(f::offeredAs))
                    .filter(f -> rank(f, begin) < 2)
                    .sorted(Comparator.comparing((Field f) -> rank(f, begin)))
                    .toList())
        .map(some -> new Fields(some.size(), some.stream().limit(limit).toList()));
  }

  private Uni<List<Field>> fields(String cluster, String index) {
    try {
      return mapping.fields(cluster, index);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("index", String.valueOf(e.getMessage()));
    }
  }

  private static List<Kind> wanted(String type) {
    if (type.equals("any")) {
      return List.of();
    }
    return List.of(
        OFFERED.stream()
            .filter(kind -> kind.word().equals(type))
            .findFirst()
            .orElseThrow(
                () -> Refusal.invalid("type", "type: one of numeric, keyword, date, any")));
  }

  private static int rank(Field field, String begin) {
    String name = field.name().toLowerCase(Locale.ROOT);
    return name.startsWith(begin) ? 0 : name.contains("." + begin) ? 1 : 2;
  }
}
