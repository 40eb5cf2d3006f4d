package io.vigia.router.route;

/** A routing file that cannot be taken; the message names file, line and field. */
public final class RoutingFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RoutingFault(String file, int line, String detail) {
    super(file + (line > 0 ? " line " + line : "") + ": " + detail, null, false, false);
  }
}
