package io.vigia.router.route;

/** Reads the routing files again, as an administrator has it done. */
public final class Reload {

  private Reload() {}

  public static void of(RoutingWiring routing) {
    routing.reload();
  }
}
