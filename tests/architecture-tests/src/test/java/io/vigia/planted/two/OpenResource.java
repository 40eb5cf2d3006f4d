package io.vigia.planted.two;

import jakarta.ws.rs.GET;

/** A violation on purpose: an endpoint that does not say who may call it. */
public class OpenResource {

  @GET
  public String open() {
    return "to everybody";
  }
}
