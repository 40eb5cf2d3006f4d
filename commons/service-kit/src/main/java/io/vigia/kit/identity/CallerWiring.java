package io.vigia.kit.identity;

import io.quarkus.security.identity.SecurityIdentity;
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
   * @throws IllegalStateException when asked outside a request with credentials
   */
  public Caller caller() {
    Caller caller = identity.getAttribute(ATTRIBUTE);
    if (caller == null) {
      throw new IllegalStateException("no caller: the path is not protected");
    }
    return caller;
  }

  public String tenant() {
    return caller().tenant();
  }
}
