package io.vigia.watcher;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A key for the tests. */
public class WatcherTestResource implements QuarkusTestResourceLifecycleManager {

  @Override
  public Map<String, String> start() {
    return Map.of("vigia.security.tenant-api-keys", "{\"default\":\"test-key\"}");
  }

  @Override
  public void stop() {}
}
