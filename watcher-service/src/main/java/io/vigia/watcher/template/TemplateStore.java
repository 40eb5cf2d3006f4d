package io.vigia.watcher.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigia.kit.problem.Refusal;
import io.vigia.watcher.template.BuiltInTemplateSource.BuiltIn;
import io.vigia.watcher.template.OwnTemplate.Origin;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All templates, in memory: built-in ones, those of a tenant, and those of the folder, found in
 * this order. {@link TemplateSchedule} keeps the latter two up to date.
 */
@ApplicationScoped
public class TemplateStore {

  /** The end of a day of which examples are shown. */
  private static final Window EXAMPLE =
      new Window(
          "@timestamp",
          Instant.parse("2026-01-01T11:55:00Z"),
          Instant.parse("2026-01-01T12:00:00Z"));

  private final Map<String, BuiltIn> builtIn;
  private volatile FolderTemplates folder = FolderTemplates.NONE;
  private volatile Map<String, Map<String, OwnTemplate>> tenants = Map.of();

  TemplateStore(BuiltInTemplateSource source) throws IOException {
    this.builtIn = source.all();
  }

  /** The template of that name as the tenant sees it. */
  public Optional<Template> find(String tenant, String name) {
    return listed(tenant, name).flatMap(Listed::template);
  }

  /**
   * @throws Refusal naming those with a like name
   */
  public Template require(String tenant, String name) {
    return find(tenant, name).orElseThrow(() -> unknown(tenant, name));
  }

  /**
   * What is wrong with parameters; nothing when the template can be asked with them.
   *
   * @param window how far back it is asked to look
   * @return for forms: each with the field at fault, {@code parameters.above}
   */
  public List<Fault> faults(Template template, JsonNode parameters, Duration window) {
    List<Fault> faults = ParameterCheck.faults(template.card(), parameters);
    return faults.isEmpty() ? faultsOfAsking(template, parameters, window) : faults;
  }

  /**
   * @throws Refusal with the first fault's field, telling all
   */
  public void check(Template template, JsonNode parameters, Duration window) {
    List<Fault> faults = faults(template, parameters, window);
    if (!faults.isEmpty()) {
      throw Refusal.invalid(
          faults.get(0).field(),
          faults.size() == 1
              ? faults.get(0).detail()
              : faults.stream()
                  .map(f -> f.field() + ": " + f.detail())
                  .collect(Collectors.joining("; ")));
    }
  }

  /** The same of five minutes, for an example. */
  static List<Fault> faultsOfAsking(Template template, JsonNode parameters) {
    return faultsOfAsking(template, parameters, EXAMPLE.length());
  }

  private static List<Fault> faultsOfAsking(
      Template template, JsonNode parameters, Duration window) {
    try {
      template.cells(parameters, EXAMPLE.last(window));
      return List.of();
    } catch (IllegalArgumentException e) {
      String[] parts = String.valueOf(e.getMessage()).split(": ", 2);
      return List.of(
          parts.length < 2
              ? new Fault("parameters", parts[0])
              : new Fault("parameters." + parts[0], parts[1]));
    }
  }

  /** What its example asks of five minutes. */
  static List<Cell> exampleCells(Template template) {
    return template.cells(template.card().example(), EXAMPLE);
  }

  /** All that the tenant sees, by name. */
  List<Listed> all(String tenant) {
    var all = new TreeMap<String, Listed>();
    folder.templates().forEach((name, own) -> all.put(name, new Listed(Origin.FOLDER, own)));
    tenants
        .getOrDefault(tenant, Map.of())
        .forEach((name, own) -> all.put(name, new Listed(Origin.TENANT, own)));
    builtIn.forEach((name, one) -> all.put(name, Listed.of(one)));
    return new ArrayList<>(all.values());
  }

  Optional<Listed> listed(String tenant, String name) {
    if (builtIn.containsKey(name)) {
      return Optional.of(Listed.of(builtIn.get(name)));
    }
    return Optional.ofNullable(tenants.getOrDefault(tenant, Map.of()).get(name))
        .map(own -> new Listed(Origin.TENANT, own))
        .or(
            () ->
                Optional.ofNullable(folder.templates().get(name))
                    .map(own -> new Listed(Origin.FOLDER, own)));
  }

  /** Whether the suite brings one of that name. */
  boolean isBuiltIn(String name) {
    return builtIn.containsKey(name);
  }

  FolderTemplates folder() {
    return folder;
  }

  void folder(FolderTemplates now) {
    folder = now;
  }

  Map<String, Map<String, OwnTemplate>> tenants() {
    return tenants;
  }

  void tenants(Map<String, Map<String, OwnTemplate>> now) {
    tenants = now;
  }

  private Refusal unknown(String tenant, String name) {
    List<String> names = all(tenant).stream().map(Listed::name).toList();
    List<String> near = Near.of(name, names);
    return Refusal.invalid(
        "template",
        "there is no template '%s'; %s"
            .formatted(
                name,
                near.isEmpty()
                    ? "there are " + String.join(", ", names)
                    : "did you mean " + String.join(" or ", near) + "?"));
  }
}
