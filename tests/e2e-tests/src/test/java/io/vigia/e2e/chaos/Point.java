package io.vigia.e2e.chaos;

/**
 * A step at which a process is stopped from outside: the entry of a method.
 *
 * @param step as it stands in the matrix
 * @param method with {@code /n} behind it only the overload with n parameters
 * @param count stops when it is entered for the n-th time
 */
record Point(String step, String type, String method, int count) {

  static Point of(String step, String type, String method) {
    return new Point(step, type, method, 1);
  }

  @Override
  public String toString() {
    return step;
  }
}
