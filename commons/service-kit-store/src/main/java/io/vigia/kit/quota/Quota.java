package io.vigia.kit.quota;

/**
 * At most so many rows of a kind for each tenant.
 *
 * @param what names the kind in messages and metrics: {@code firing-alerts}; also the end of its
 *     configuration key
 * @param rows the part of a query after {@code select 1} that finds the rows of tenant {@code $1},
 *     best by an index alone
 */
public record Quota(String what, int limit, String rows) {

  /** For a refusal: what is reached and what sets it. */
  public String explanation() {
    return "the tenant has reached its limit of "
        + limit
        + " "
        + what.replace('-', ' ')
        + " (vigia.limits."
        + what
        + ")";
  }
}
