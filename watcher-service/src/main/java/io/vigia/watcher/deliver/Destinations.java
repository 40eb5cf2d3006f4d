package io.vigia.watcher.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.All;
import io.vigia.watcher.watch.Definition;
import io.vigia.watcher.watch.DefinitionCheck;
import io.vigia.watcher.watch.DestinationSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The kinds of destinations that there are. */
@ApplicationScoped
public class Destinations implements DefinitionCheck {

  private static final int MAX_RECEIVER = 300;

  private final Map<String, DestinationNotifier> notifiers;

  Destinations(@All List<DestinationNotifier> notifiers) {
    this.notifiers =
        notifiers.stream()
            .collect(
                Collectors.toMap(
                    DestinationNotifier::type, Function.identity(), (a, b) -> a, TreeMap::new));
  }

  /**
   * All that is to be said about a definition before it is accepted: its texts, and whether its
   * destinations can be told.
   *
   * @throws IllegalArgumentException that begins with the field at fault
   */
  public void check(Definition definition) {
    TextCheck.of(definition);
    for (int i = 0; i < definition.destinations().size(); i++) {
      String field = "destinations[" + i + "]";
      DestinationSpec spec = definition.destinations().get(i);
      of(spec)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "%s.type: '%s' is unknown; known are %s"
                          .formatted(field, spec.type(), String.join(", ", notifiers.keySet()))))
          .check(field, spec);
    }
  }

  @Override
  public void check(String tenant, Definition definition) {
    check(definition);
  }

  Optional<DestinationNotifier> of(DestinationSpec spec) {
    return Optional.ofNullable(notifiers.get(spec.type()));
  }

  /** What each would be told, if the notice were sent. */
  public List<Rendered> rendered(Notice notice) {
    ObjectNode facts = Facts.fitting(notice.facts());
    return IntStream.range(0, notice.destinations().size())
        .mapToObj(i -> rendered(i, notice.destinations().get(i), notice.id(), facts))
        .toList();
  }

  private Rendered rendered(int place, DestinationSpec spec, UUID notice, ObjectNode facts) {
    String receiver = receiver(spec, facts);
    try {
      JsonNode payload = of(spec).map(n -> n.payload(notice, spec, facts)).orElse(null);
      return new Rendered(place, spec.type(), receiver, payload, null);
    } catch (PayloadTooLarge e) {
      return new Rendered(place, spec.type(), receiver, null, e.getMessage());
    }
  }

  String receiver(DestinationSpec spec, ObjectNode facts) {
    String receiver = of(spec).map(n -> n.receiver(spec, Facts.cluster(facts))).orElse(spec.type());
    return receiver.length() > MAX_RECEIVER ? receiver.substring(0, MAX_RECEIVER) : receiver;
  }
}
