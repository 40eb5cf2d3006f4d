package io.vigia.watcher.watch;

import io.quarkus.arc.All;
import io.vigia.kit.problem.Problem;
import io.vigia.kit.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The one door through which definitions come in. */
@ApplicationScoped
public class DefinitionChecks {

  private static final Pattern COMPLAINT =
      Pattern.compile("([A-Za-z][\\w.\\[\\]-]*): (.*)", Pattern.DOTALL);

  private final List<DefinitionCheck> checks;
  private final DefinitionText text;

  DefinitionChecks(@All List<DefinitionCheck> checks, DefinitionText text) {
    this.checks = checks;
    this.text = text;
  }

  /**
   * @return the definition as it is kept: it does not name its tenant
   * @throws Refusal naming the field at fault
   */
  public Definition check(String tenant, Definition definition) {
    if (definition.tenant() != null && !definition.tenant().equals(tenant)) {
      throw Refusal.invalid("tenant", "it is '" + tenant + "', the caller's; or leave it out");
    }
    try {
      checks.forEach(check -> check.check(tenant, definition));
    } catch (IllegalArgumentException e) {
      Matcher own = COMPLAINT.matcher(String.valueOf(e.getMessage()));
      throw own.matches()
          ? Refusal.invalid(own.group(1), own.group(2))
          : Refusal.invalid(null, null, String.valueOf(e.getMessage()));
    }
    return text.withoutTenant(definition);
  }

  /**
   * Checks them all; no two of a tenant may have one name.
   *
   * @param tenant whose a definition is
   * @throws Refusal naming the field at fault and its line
   */
  List<Definition> check(Written written, Function<Definition, String> tenant) {
    if (written.definitions().isEmpty()) {
      throw Refusal.invalid(null, null, "at least one definition is expected");
    }
    var names = new HashSet<List<String>>();
    return IntStream.range(0, written.definitions().size())
        .mapToObj(i -> check(written, i, tenant, names))
        .toList();
  }

  private Definition check(
      Written written, int index, Function<Definition, String> tenant, Set<List<String>> names) {
    Definition definition = written.definitions().get(index);
    String whose = tenant.apply(definition);
    try {
      if (!names.add(List.of(whose, definition.name()))) {
        throw Refusal.invalid("name", "'" + definition.name() + "' stands here twice");
      }
      return check(whose, definition);
    } catch (Refusal refusal) {
      throw located(refusal.problem(), written, index);
    }
  }

  private static Refusal located(Problem problem, Written written, int index) {
    String field = problem.field() == null ? "" : problem.field();
    String path = written.path(index, field);
    String name = written.list() ? written.definitions().get(index).name() + ": " : "";
    return Refusal.of(
        Problem.of(
                problem.status(),
                problem.type().substring(problem.type().lastIndexOf(':') + 1),
                problem.title(),
                name + problem.detail())
            .at(path.isEmpty() ? null : path, DefinitionMapper.line(written, index, field)));
  }
}
