package io.vigia.kit.outbound;

import io.vertx.mutiny.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** The client with a name server that says the same of every name. */
public final class FakeNames extends OutboundClient {

  private final String address;

  public FakeNames(Vertx vertx, String address) {
    super(vertx, Optional::empty, "test");
    this.address = address;
  }

  @Override
  InetAddress[] lookUp(String host) throws UnknownHostException {
    return new InetAddress[] {InetAddress.getByName(address)};
  }
}
