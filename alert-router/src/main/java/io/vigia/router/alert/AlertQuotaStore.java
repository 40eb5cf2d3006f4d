package io.vigia.router.alert;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vigia.contracts.Alert;
import io.vigia.contracts.Alert.Status;
import io.vigia.kit.limit.LimitsConfig;
import io.vigia.kit.problem.Refusal;
import io.vigia.kit.quota.Quota;
import io.vigia.kit.quota.QuotaStore;
import io.vigia.kit.quota.QuotaStore.Grant;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How many alerts of a tenant may fire. What refreshes one or ends one is always welcome. */
@ApplicationScoped
class AlertQuotaStore {

  private static final Duration TRY_AGAIN = Duration.ofSeconds(30);

  private final QuotaStore quotas;
  private final Quota firing;

  AlertQuotaStore(QuotaStore quotas, LimitsConfig limits) {
    this.quotas = quotas;
    this.firing =
        new Quota(
            "firing-alerts",
            limits.firingAlerts(),
            "from alert where tenant = $1 and status = 'firing'");
  }

  /** The keys of those that would begin to fire beyond the quota. */
  Uni<Set<String>> beyond(
      SqlConnection tx, Map<String, Alert> known, List<Alert> changed, Grant grant) {
    List<Alert> beginning =
        changed.stream().filter(a -> isFiring(a) && !isFiring(known.get(a.key()))).toList();
    return quotas
        .beyond(tx, firing, beginning, Alert::tenant, grant)
        .map(refused -> refused.stream().map(Alert::key).collect(Collectors.toSet()));
  }

  void refuseAny(Set<String> refused) {
    if (!refused.isEmpty()) {
      throw Refusal.later(
          429,
          firing.explanation()
              + ". None of the request's new alerts was stored; what refreshes or ends one was.",
          TRY_AGAIN);
    }
  }

  /** A transaction failed: what it had been granted is counted anew. */
  void forget() {
    quotas.forget(firing);
  }

  String explanation() {
    return firing.explanation();
  }

  private static boolean isFiring(@Nullable Alert alert) {
    return alert != null && alert.status() == Status.FIRING;
  }
}
