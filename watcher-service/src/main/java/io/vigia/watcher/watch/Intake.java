package io.vigia.watcher.watch;

import io.vigia.kit.limit.LimitsConfig;
import io.vigia.kit.problem.Refusal;
import io.vigia.watcher.watch.Change.Wanted;
import io.vigia.watcher.watch.Written.Form;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** From a text to definitions that have passed every check. */
@ApplicationScoped
public class Intake {

  public static final String JSON = "application/json";
  public static final String YAML = "application/yaml";
  public static final String OLD_YAML = "application/x-yaml";
  public static final String TEXT_YAML = "text/yaml";

  /** Whose a definition from a file is that does not say. */
  static final String DEFAULT_TENANT = "default";

  /**
   * What came in.
   *
   * @param list whether it came as a list or as several documents
   */
  record Taken(List<Wanted> wanted, boolean list) {

    List<String> names() {
      return wanted.stream().map(Wanted::name).toList();
    }

    /**
     * @throws Refusal when it is not one alone
     */
    Wanted one() {
      if (wanted.size() != 1) {
        throw Refusal.invalid(null, null, "one definition is expected");
      }
      return wanted.get(0);
    }
  }

  private final DefinitionMapper mapper;
  private final DefinitionChecks checks;
  private final DefinitionText text;
  private final int most;

  Intake(
      DefinitionMapper mapper, DefinitionChecks checks, DefinitionText text, LimitsConfig limits) {
    this.mapper = mapper;
    this.checks = checks;
    this.text = text;
    this.most = limits.watchers();
  }

  /**
   * @throws Refusal naming field and line
   */
  Taken take(String tenant, @Nullable String contentType, byte[] body) {
    Written written = written(contentType, body, most);
    return new Taken(
        checks.check(written, d -> tenant).stream().map(d -> wanted(d, Origin.API)).toList(),
        written.list());
  }

  /**
   * One definition that is not to be kept.
   *
   * @throws Refusal naming field and line
   */
  public Definition definition(String tenant, @Nullable String contentType, byte[] body) {
    return checks.check(written(contentType, body, 1), d -> tenant).get(0);
  }

  /**
   * The same with nothing known of it but that it can be read.
   *
   * @throws Refusal naming field and line
   */
  public Definition unchecked(@Nullable String contentType, byte[] body) {
    Written written = written(contentType, body, 1);
    if (written.definitions().isEmpty()) {
      throw Refusal.invalid(null, null, "one definition is expected");
    }
    return written.definitions().get(0);
  }

  private Written written(@Nullable String contentType, byte[] body, int atMost) {
    boolean yaml = contentType != null && contentType.toLowerCase(Locale.ROOT).contains("yaml");
    return mapper.read(yaml ? Form.YAML : Form.JSON, body, atMost);
  }

  /**
   * What stands in a file, by tenant: whose it is a definition says itself.
   *
   * @throws Refusal naming field and line
   */
  Map<String, List<Wanted>> file(Form form, byte[] body, Origin origin) {
    Written written = mapper.read(form, body, most);
    var kept = checks.check(written, Intake::tenant);
    var found = new TreeMap<String, List<Wanted>>();
    for (int i = 0; i < kept.size(); i++) {
      found
          .computeIfAbsent(tenant(written.definitions().get(i)), t -> new ArrayList<>())
          .add(wanted(kept.get(i), origin));
    }
    return found;
  }

  /** What is built in, on indices whose names begin with the prefix. */
  List<Wanted> own(byte[] body, String indexPrefix) {
    return mapper.read(Form.YAML, body, most).definitions().stream()
        .map(d -> checks.check(DEFAULT_TENANT, d.onIndex(indexPrefix + d.index())))
        .map(d -> wanted(d, Origin.BUILT_IN))
        .toList();
  }

  private static String tenant(Definition definition) {
    return definition.tenant() == null ? DEFAULT_TENANT : definition.tenant();
  }

  /** What was kept of a definition, checked again: much may have changed since. */
  Wanted again(String tenant, String kept) {
    return checked(tenant, text.definition(kept));
  }

  Wanted checked(String tenant, Definition definition) {
    return wanted(checks.check(tenant, definition), Origin.API);
  }

  private Wanted wanted(Definition definition, Origin origin) {
    return new Wanted(definition.name(), definition.enabled(), text.written(definition), origin);
  }
}
