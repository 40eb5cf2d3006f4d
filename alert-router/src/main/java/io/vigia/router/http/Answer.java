package io.vigia.router.http;

import org.jspecify.annotations.Nullable;

/**
 * What a receiver answered.
 *
 * @param retryAfter the header of that name
 * @param location the header of that name
 * @param contentType the header of that name, or ""
 * @param start of its body, as much as is read
 */
public record Answer(
    int status,
    @Nullable String retryAfter,
    @Nullable String location,
    String contentType,
    String start) {

  /** Redirects that keep method and body; after the others a receiver would have nothing. */
  boolean isRedirect() {
    return (status == 307 || status == 308) && location != null;
  }
}
