package io.vigia.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** What crosses Kafka: each record type knows its topic and the key that keeps it in order. */
public sealed interface Event
    permits Alert, Measurement, Heartbeat, RemediationRequest, RemediationOutcome {

  @JsonIgnore
  Topic topic();

  @JsonIgnore
  String key();
}
