package io.vigia.benchmarks.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SearchCountTest {

  @Test
  void shouldCountEachSearchOnce() {
    assertEquals(1, SearchCount.of("/logs/_search", "{}"));
    assertEquals(1, SearchCount.of("/_search", "{}"));
  }

  @Test
  void shouldCountSearchesThatTravelTogetherSingly() {
    assertEquals(2, SearchCount.of("/_msearch", "{}\n{\"size\":0}\n{}\n{\"size\":0}\n"));
    assertEquals(2, SearchCount.of("/logs/_msearch", "\n{\"size\":0}\n\n{\"size\":0}"));
  }

  @Test
  void shouldNotCountWhatIsNoSearch() {
    assertEquals(0, SearchCount.of("/logs/_count", "{}"));
    assertEquals(0, SearchCount.of("/logs/_bulk", "{}\n{}\n"));
    assertEquals(0, SearchCount.of("/", ""));
  }
}
