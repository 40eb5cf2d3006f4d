package io.vigia.benchmarks.proxy;

/** How many searches a request is. Each line pair of {@code _msearch} is one. */
final class SearchCount {

  private SearchCount() {}

  /**
   * @param path of the request, without its query
   */
  static int of(String path, String body) {
    if (path.endsWith("/_search") || path.equals("/_search")) {
      return 1;
    }
    if (path.endsWith("/_msearch")) {
      // a header may be empty, a body never is
      long lines = body.lines().count();
      return (int) ((lines + 1) / 2);
    }
    return 0;
  }
}
