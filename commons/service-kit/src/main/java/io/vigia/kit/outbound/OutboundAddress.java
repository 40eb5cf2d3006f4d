package io.vigia.kit.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which addresses nothing is sent to, because only an attacker has a reason to: what a cloud tells
 * a host about its account, and what is no single host.
 *
 * <p>Loopback and private networks are allowed: the services that are watched, told and repaired
 * live there. Who may write addresses can therefore reach there what Vigía's host can reach; to
 * narrow that is a network policy's work.
 */
public final class OutboundAddress {

  /** Why an address is refused; the first that holds. */
  public enum Reason {
    METADATA(
        "is a cloud's metadata service",
        "169.254.169.254", // AWS, Azure, Google, OpenStack and most others
        "100.100.100.200", // Alibaba
        "168.63.129.16", // Azure's host agent
        "192.0.0.192", // Oracle
        "fd00:ec2::/32", // AWS
        "fd20:ce::254"), // Google
    UNSPECIFIED("is an unspecified address", "0.0.0.0/8", "::"),
    LINK_LOCAL("is a link-local address", "169.254.0.0/16", "fe80::/10"),
    MULTICAST("is a multicast address", "224.0.0.0/4", "ff00::/8"),
    BROADCAST("is a broadcast address", "255.255.255.255"),
    TRANSLATED("hides another address", "64:ff9b:1::/48", "2001::/32");

    private final String words;
    private final List<Cidr> ranges;

    Reason(String words, String... ranges) {
      this.words = words;
      this.ranges = Stream.of(ranges).map(Cidr::of).toList();
    }

    /** As the end of a sentence that begins with the address. */
    public String words() {
      return words;
    }
  }

  private static final Cidr LOOPBACK = Cidr.of("::1");

  /** IPv6 addresses behind which an IPv4 one stands, and at which byte that begins. */
  private enum Embedding {
    COMPATIBLE("::/96", 12),
    MAPPED_BY_TRANSLATION("::ffff:0:0:0/96", 12),
    NAT64("64:ff9b::/96", 12),
    SIX_TO_FOUR("2002::/16", 2);

    private final Cidr range;
    private final int at;

    Embedding(String range, int at) {
      this.range = Cidr.of(range);
      this.at = at;
    }
  }

  private OutboundAddress() {}

  /**
   * @param allowed wins over every reason
   * @return empty when it may be connected to
   */
  public static Optional<Reason> refusal(InetAddress address, List<Cidr> allowed) {
    if (allowed.stream().anyMatch(range -> range.contains(address))) {
      return Optional.empty();
    }
    return Stream.of(Reason.values())
        .filter(reason -> reason.ranges.stream().anyMatch(range -> range.contains(address)))
        .findFirst()
        .or(() -> embedded(address).flatMap(inner -> refusal(inner, allowed)));
  }

  private static Optional<InetAddress> embedded(InetAddress address) {
    if (address instanceof Inet4Address || LOOPBACK.contains(address)) {
      return Optional.empty();
    }
    return Stream.of(Embedding.values())
        .filter(embedding -> embedding.range.contains(address))
        .findFirst()
        .map(embedding -> inner(address.getAddress(), embedding.at));
  }

  private static InetAddress inner(byte[] address, int at) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(address, at, at + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
