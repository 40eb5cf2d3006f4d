package io.vigia.router.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Alerts with the field {@code Status}, as {@code .Alerts} of a notification. */
public record AlertList(List<Fields> alerts) implements Reachable {

  public AlertList {
    alerts = List.copyOf(alerts);
  }

  @Override
  public @Nullable Object reach(String name, List<@Nullable Object> arguments) {
    return switch (name) {
      case "Firing" -> of("firing");
      case "Resolved" -> of("resolved");
      default -> throw Reachable.unknown("a list of alerts", name);
    };
  }

  /** A plain list, as Alertmanager's: it has no {@code Firing} of its own. */
  private List<Fields> of(String status) {
    return alerts.stream().filter(a -> status.equals(a.values().get("Status"))).toList();
  }
}
