package io.vigia.kit.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A range of addresses, {@code 169.254.20.0/24} or a single {@code fd00:ec2::254}. */
public record Cidr(InetAddress network, int bits) {

  /**
   * Reads one; never looks a name up.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Cidr of(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    if (!(Destination.isDottedQuad(address) || address.contains(":"))) {
      throw new IllegalArgumentException("'" + text + "' is no range such as 169.254.20.0/24");
    }
    try {
      InetAddress network = InetAddress.getByName(address);
      int most = network.getAddress().length * 8;
      int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
      if (bits < 0 || bits > most) {
        throw new IllegalArgumentException("'" + text + "': at most " + most + " bits");
      }
      return new Cidr(network, bits);
    } catch (UnknownHostException | NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no range such as 169.254.20.0/24", e);
    }
  }

  public boolean contains(InetAddress address) {
    byte[] own = network.getAddress();
    byte[] other = address.getAddress();
    if (own.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      if (((own[bit / 8] ^ other[bit / 8]) & (0x80 >> (bit % 8))) != 0) {
        return false;
      }
    }
    return true;
  }
}
