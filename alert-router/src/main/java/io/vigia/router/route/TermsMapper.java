package io.vigia.router.route;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigia.kit.yaml.Durations;
import io.vigia.kit.yaml.YamlNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what receivers say beside their integrations: rate limit and fallback. */
final class TermsMapper {

  /** Fields of a receiver that are no integrations. */
  static final Set<String> FIELDS = Set.of("rate_limit", "fallback", "fallback_after");

  private record Stated(Terms terms, YamlNode node) {}

  private final ObjectMapper json;
  private final Map<String, Stated> stated = new HashMap<>();

  TermsMapper(ObjectMapper json) {
    this.json = json;
  }

  /** Adds those of a list of receivers; one file speaks for a receiver. */
  void read(@Nullable YamlNode list) {
    for (YamlNode item : list == null ? List.<YamlNode>of() : list.items()) {
      var fields = item.stated();
      YamlNode name = fields.get("name");
      if (name == null || fields.keySet().stream().noneMatch(FIELDS::contains)) {
        continue;
      }
      if (stated.put(name.text(), new Stated(terms(fields), item)) != null) {
        throw item.fault("another file or entry has said rate_limit or fallback for it already");
      }
    }
  }

  private Terms terms(Map<String, YamlNode> fields) {
    YamlNode rate = fields.get("rate_limit");
    YamlNode fallback = fields.get("fallback");
    YamlNode after = fields.get("fallback_after");
    if (after != null && fallback == null) {
      throw after.fault("fallback_after goes with 'fallback'");
    }
    return new Terms(
        Duration.ZERO,
        1,
        rate == null ? Optional.empty() : Optional.of(rate.bind(json, Terms.Rate.class)),
        fallback == null ? Optional.empty() : Optional.of(fallback.text()),
        after == null ? Optional.empty() : Optional.of(after.checked(Durations::parse)));
  }

  /** Gives the receivers' integrations their terms, after checking where fallbacks lead. */
  void apply(Map<String, List<Integration>> receivers) {
    stated.forEach((name, one) -> check(name, one, receivers.keySet()));
    receivers.replaceAll(
        (name, integrations) -> {
          Stated one = stated.get(name);
          return one == null
              ? integrations
              : integrations.stream().map(i -> i.on(one.terms())).toList();
        });
  }

  private void check(String name, Stated one, Set<String> receivers) {
    YamlNode at = one.node().stated().getOrDefault("fallback", one.node());
    var way = new LinkedHashSet<String>(Set.of(name));
    Optional<String> next = one.terms().fallback();
    while (next.isPresent()) {
      String to = next.get();
      if (!receivers.contains(to)) {
        throw at.fault("there is no receiver '" + to + "'");
      }
      if (!way.add(to)) {
        throw at.fault("fallbacks go round: " + String.join(" → ", way) + " → " + to);
      }
      next = Optional.ofNullable(stated.get(to)).flatMap(s -> s.terms().fallback());
    }
  }
}
