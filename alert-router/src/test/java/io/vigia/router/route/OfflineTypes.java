package io.vigia.router.route;

import io.quarkus.arc.All;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Compares the notifiers with what is known of them where they are not at hand. */
@ApplicationScoped
@Unremovable
public class OfflineTypes {

  @Inject @All List<IntegrationType> types;

  public List<String> thatDiffer() {
    return types.stream()
        .filter(type -> type.sendsResolved() != OfflineRoutingMapper.sendsResolved(type.type()))
        .map(IntegrationType::type)
        .toList();
  }
}
