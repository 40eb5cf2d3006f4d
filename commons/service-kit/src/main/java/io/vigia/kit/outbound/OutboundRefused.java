package io.vigia.kit.outbound;

/** That nothing is sent to an address, ever; the message says why. */
public final class OutboundRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public OutboundRefused(String why) {
    super(why, null, false, false);
  }
}
