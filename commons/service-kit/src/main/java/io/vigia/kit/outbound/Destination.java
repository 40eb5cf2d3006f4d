package io.vigia.kit.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can be said of a URL before any name is looked up. A decision: no I/O. */
public sealed interface Destination {

  /** An address that may be connected to. */
  record Literal(InetAddress address) implements Destination {}

  /** A name: what it resolves to is to be judged. */
  record Name(String host) implements Destination {}

  /** Nothing is sent there. The reason repeats neither user info nor query. */
  record Refused(String why) implements Destination {}

  Pattern QUAD = Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");

  /** What some resolvers take for an IPv4 address: its last part is a number, in hex perhaps. */
  Pattern NUMERIC = Pattern.compile("(?i)(.*\\.)?(\\d+|0x[0-9a-f]*)\\.?");

  static Destination of(@Nullable URI url, List<Cidr> allowed) {
    if (url == null || url.getScheme() == null || url.getRawAuthority() == null) {
      return new Refused("an http or https address with a host is required");
    }
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      return new Refused("http or https is required, not " + scheme);
    }
    if (url.getRawAuthority().contains("@")) {
      return new Refused("user and password do not belong into an address; send a header");
    }
    if (url.getPort() == 0 || url.getPort() > 65_535) {
      return new Refused("there is no port " + url.getPort());
    }
    if (url.getHost() == null) {
      return unreadable(url.getRawAuthority().replaceAll(":\\d*$", ""));
    }
    return host(url.getHost(), allowed);
  }

  /** A refusal's words for an address. */
  static String words(InetAddress address, OutboundAddress.Reason reason) {
    return address.getHostAddress()
        + " "
        + reason.words()
        + ": nothing is sent there unless vigia.outbound.allowed names it";
  }

  static boolean isDottedQuad(String host) {
    return QUAD.matcher(host).matches();
  }

  private static Destination host(String host, List<Cidr> allowed) {
    boolean isIpv6 = host.startsWith("[");
    if (isIpv6 && host.contains("%")) {
      return new Refused(host + ": an address with a zone is link-local");
    }
    if (!isIpv6 && !isDottedQuad(host)) {
      return NUMERIC.matcher(host).matches() ? unreadable(host) : new Name(host);
    }
    InetAddress address = literal(isIpv6 ? host.substring(1, host.length() - 1) : host);
    return OutboundAddress.refusal(address, allowed)
        .<Destination>map(reason -> new Refused(words(address, reason)))
        .orElse(new Literal(address));
  }

  private static Refused unreadable(String host) {
    return new Refused(
        NUMERIC.matcher(host).matches()
            ? host + ": write an IPv4 address as four decimal numbers"
            : host + " is neither a host's name nor an address");
  }

  /** Never looks anything up: its text is an address. */
  private static InetAddress literal(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("URI has checked the form of " + text, e);
    }
  }
}
