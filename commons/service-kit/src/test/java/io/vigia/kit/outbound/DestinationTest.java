package io.vigia.kit.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {

  @ParameterizedTest
  @CsvSource({
    "http://169.254.169.254/latest/meta-data/, metadata",
    "https://169.254.169.254:8443/, metadata",
    "HTTP://169.254.169.254/, metadata",
    "http://100.100.100.200/, metadata",
    "http://168.63.129.16/, metadata",
    "http://192.0.0.192/, metadata",
    "http://[fd00:ec2::254]/, metadata",
    "http://[fd00:ec2:0:0:0:0:0:254]/, metadata",
    "http://[fd20:ce::254]/, metadata",
    "http://[::ffff:169.254.169.254]/, metadata",
    "http://[::ffff:a9fe:a9fe]/, metadata",
    "http://[::169.254.169.254]/, metadata",
    "http://[::ffff:0:a9fe:a9fe]/, metadata",
    "http://[64:ff9b::a9fe:a9fe]/, metadata",
    "http://[2002:a9fe:a9fe::1]/, metadata",
    "http://169.254.0.1/, link-local",
    "http://169.254.255.255/, link-local",
    "http://[fe80::1]/, link-local",
    "http://[febf:ffff::1]/, link-local",
    "http://[::ffff:169.254.1.1]/, link-local",
    "http://[fe80::1%25eth0]/, zone",
    "http://0.0.0.0/, unspecified",
    "http://0.1.2.3/, unspecified",
    "http://[::]/, unspecified",
    "http://[::ffff:0.0.0.0]/, unspecified",
    "http://224.0.0.1/, multicast",
    "http://239.255.255.250:1900/, multicast",
    "http://[ff02::1]/, multicast",
    "http://255.255.255.255/, broadcast",
    "http://[::ffff:255.255.255.255]/, broadcast",
    "http://2852039166/, four decimal numbers",
    "http://0xA9FEA9FE/, four decimal numbers",
    "http://0xa9.0xfe.0xa9.0xfe/, four decimal numbers",
    "http://0251.0376.0251.0376/, four decimal numbers",
    "http://169.254.43518/, four decimal numbers",
    "http://169.16689662/, four decimal numbers",
    "http://127.1/, four decimal numbers",
    "http://127.0.0.01/, four decimal numbers",
    "http://169.254.169.254./, four decimal numbers",
    "http://0/, four decimal numbers",
    "http://169.254.169.254.:8080/, four decimal numbers",
    "http://user:secret@web_1/, user and password",
    "http://web_1:8080/, neither a host's name",
    "ftp://example.org/, http or https",
    "file:///etc/passwd, with a host",
    "gopher://127.0.0.1:6379/_FLUSHALL, http or https",
    "mailto:a@example.org, with a host",
    "/relative, with a host",
    "http:///path, with a host",
    "http://user:secret@example.org/, user and password",
    "http://example.org@169.254.169.254/, user and password",
    "http://example.org:0/, no port",
    "http://example.org:65536/, no port"
  })
  void shouldRefuse(String url, String because) {
    var destination = Destination.of(URI.create(url), List.of());
    var refused = assertInstanceOf(Destination.Refused.class, destination, url);
    assertTrue(refused.why().contains(because), refused.why());
    assertFalse(refused.why().contains("secret"), refused.why());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8080/",
        "http://[::1]:8080/",
        "http://10.1.2.3/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://100.64.0.1/",
        "http://168.63.129.17/",
        "http://169.253.255.255/",
        "http://169.255.0.1/",
        "http://223.255.255.255/",
        "https://93.184.216.34/",
        "http://[fd00::1]/",
        "http://[fec0::1]/",
        "http://[2001:db8::1]:9200/",
        "http://[::ffff:127.0.0.1]/"
      })
  void shouldTakeAddressesWhereServicesLive(String url) {
    assertInstanceOf(Destination.Literal.class, Destination.of(URI.create(url), List.of()), url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:9200/",
        "http://metadata.google.internal/",
        "https://hooks.example.org/x?y=z",
        "http://router.monitoring.svc.cluster.local",
        "http://1password.example",
        "http://10.0.0.1.nip.io/",
        "http://web-01/",
        "http://dead.beef/"
      })
  void shouldLeaveNamesToTheResolver(String url) {
    assertInstanceOf(Destination.Name.class, Destination.of(URI.create(url), List.of()), url);
  }

  @Test
  void shouldTakeWhatIsAllowedAndNoNeighbour() {
    var allowed = List.of(Cidr.of("169.254.20.0/23"), Cidr.of("fe80::/10"));
    assertInstanceOf(Destination.Literal.class, to("http://169.254.21.255/", allowed));
    assertInstanceOf(Destination.Literal.class, to("http://[::ffff:169.254.20.1]/", allowed));
    assertInstanceOf(Destination.Literal.class, to("http://[64:ff9b::169.254.20.1]/", allowed));
    assertInstanceOf(Destination.Literal.class, to("http://[fe80::1]/", allowed));
    assertInstanceOf(Destination.Refused.class, to("http://169.254.22.0/", allowed));
    assertInstanceOf(Destination.Refused.class, to("http://169.254.169.254/", allowed));
  }

  @Test
  void shouldConnectToTheFirstAddressThatIsNotRefused() throws Exception {
    InetAddress bad = InetAddress.getByName("169.254.169.254");
    InetAddress good = InetAddress.getByName("10.0.0.1");
    assertEquals(good, OutboundClient.firstAllowed("x", List.of(bad, good), List.of()));
    var refused =
        assertThrows(
            OutboundRefused.class,
            () -> OutboundClient.firstAllowed("x.example", List.of(bad), List.of()));
    assertEquals(
        "x.example: 169.254.169.254 is a cloud's metadata service: nothing is sent there unless"
            + " vigia.outbound.allowed names it",
        refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "example.org", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "::/129", "::/x"})
  void shouldRefuseWhatIsNoRange(String text) {
    assertThrows(IllegalArgumentException.class, () -> Cidr.of(text));
  }

  private static Destination to(String url, List<Cidr> allowed) {
    return Destination.of(URI.create(url), allowed);
  }
}
