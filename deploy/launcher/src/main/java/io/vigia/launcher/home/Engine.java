package io.vigia.launcher.home;

/** The engines of the local platform. */
public enum Engine implements Listener {
  KAFKA("kafka", 9092, "VIGIA_KAFKA_PORT"),
  POSTGRES("postgresql", 5432, "VIGIA_POSTGRES_PORT"),
  OPENSEARCH("opensearch", 9200, "VIGIA_OPENSEARCH_PORT");

  private final String title;
  private final int defaultPort;
  private final String variable;

  Engine(String title, int defaultPort, String variable) {
    this.title = title;
    this.defaultPort = defaultPort;
    this.variable = variable;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public int defaultPort() {
    return defaultPort;
  }

  @Override
  public String variable() {
    return variable;
  }
}
