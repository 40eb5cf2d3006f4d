package io.vigia.router.agent;

/**
 * The agents that share a network, at one look: is it the network? Pure: no clock, no I/O.
 *
 * @param members agents that were not silent each on its own
 * @param quiet those of them that are silent with the site, or have missed a heartbeat by half an
 *     interval: the first one's deadline tells of all
 */
record Site(String tenant, String name, long members, long quiet) {

  /** Two may die at once; that is no network. */
  private static final int FEWEST = 3;

  String key() {
    return tenant + "/" + name;
  }

  boolean isCut() {
    return quiet >= FEWEST && quiet * 2 >= members;
  }

  /** Most report again, or none is left. */
  boolean isBack() {
    return members == 0 || quiet * 2 < members;
  }
}
