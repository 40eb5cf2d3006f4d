package io.vigia.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/** The router's wish that a runbook runs for a firing alert that is neither silenced nor muted. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RemediationRequest(
    String tenant,
    String runbook,
    String target,
    Episode episode,
    Alert alert,
    String requestedBy,
    Instant requestedAt)
    implements Event {

  public RemediationRequest {
    Required.name("tenant", tenant);
    Required.name("runbook", runbook);
    Required.name("target", target);
    Required.value("episode", episode);
    Required.value("alert", alert);
    Required.name("requestedBy", requestedBy);
    Required.value("requestedAt", requestedAt);
  }

  @Override
  @JsonIgnore
  public Topic topic() {
    return Topic.REMEDIATION_REQUESTS;
  }

  @Override
  @JsonIgnore
  public String key() {
    return tenant + "/" + target;
  }
}
