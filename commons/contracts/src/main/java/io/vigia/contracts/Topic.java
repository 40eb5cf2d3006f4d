package io.vigia.contracts;

/** The topics, with the one event type that each carries. Every topic has a dead-letter topic. */
public enum Topic {
  ALERTS("vigia.alerts", "io.vigia.alert.v1", Alert.class),
  TELEMETRY("vigia.telemetry", "io.vigia.measurement.v1", Measurement.class),
  HEARTBEATS("vigia.heartbeats", "io.vigia.heartbeat.v1", Heartbeat.class),
  REMEDIATION_REQUESTS(
      "vigia.remediation.requests", "io.vigia.remediation.request.v1", RemediationRequest.class),
  REMEDIATION_OUTCOMES(
      "vigia.remediation.outcomes", "io.vigia.remediation.outcome.v1", RemediationOutcome.class);

  private final String topicName;
  private final String type;
  private final Class<? extends Event> record;

  Topic(String topicName, String type, Class<? extends Event> record) {
    this.topicName = topicName;
    this.type = type;
    this.record = record;
  }

  public String topicName() {
    return topicName;
  }

  public String deadLetterName() {
    return topicName + ".dead-letter";
  }

  /** The CloudEvents {@code type} attribute. */
  public String type() {
    return type;
  }

  public Class<? extends Event> recordType() {
    return record;
  }
}
