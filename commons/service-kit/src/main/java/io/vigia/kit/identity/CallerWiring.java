package io.vigia.kit.identity;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;

/** The caller of the present request; resources ask it for the tenant whose data they may touch. */
@RequestScoped
public class CallerWiring {

  static final String ATTRIBUTE = "vigia.caller";

  private final SecurityIdentity identity;

  CallerWiring(SecurityIdentity identity) {
    this.identity = identity;
  }

  /**
   * The caller of a request that no resource answers.
   *
   * @throws IllegalStateException when the path is not protected
   */
  public static Caller of(RoutingContext context) {
    if (context.user() instanceof QuarkusHttpUser user) {
      return of(user.getSecurityIdentity());
    }
    throw new IllegalStateException("no caller: the path is not protected");
  }

  /**
   * @throws IllegalStateException when asked outside a request with credentials
   */
  public Caller caller() {
    return of(identity);
  }

  public String tenant() {
    return caller().tenant();
  }

  private static Caller of(SecurityIdentity identity) {
    Caller caller = identity.getAttribute(ATTRIBUTE);
    if (caller == null) {
      throw new IllegalStateException("no caller: the path is not protected");
    }
    return caller;
  }
}
