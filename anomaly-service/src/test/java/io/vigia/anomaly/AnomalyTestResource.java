package io.vigia.anomaly;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A key for the tests. */
public class AnomalyTestResource implements QuarkusTestResourceLifecycleManager {

  @Override
  public Map<String, String> start() {
    return Map.of("vigia.security.tenant-api-keys", "{\"default\":\"test-key\"}");
  }

  @Override
  public void stop() {}
}
