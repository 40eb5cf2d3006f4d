package io.vigia.kit.identity;

/** Whether a gateway token is believed. */
public sealed interface TokenVerdict {

  /** The token is the router's, for this service, and of now. */
  record Accepted(Caller caller) implements TokenVerdict {}

  /** For the log and the metric; a caller only hears that its credentials are not valid. */
  record Refused(Reason reason) implements TokenVerdict {}

  /** Why a token is not believed, in the order in which it is asked. */
  enum Reason {
    MALFORMED,
    ALGORITHM,
    SIGNATURE,
    ISSUER,
    AUDIENCE,
    CLAIMS,
    ROLE,
    EXPIRED,
    NOT_YET_VALID,
    LIFETIME
  }
}
