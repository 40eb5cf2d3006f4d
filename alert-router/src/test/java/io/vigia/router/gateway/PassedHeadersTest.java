package io.vigia.router.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassedHeadersTest {

  @ParameterizedTest
  @CsvSource({
    "Content-Type,true,true",
    "Accept,true,true",
    "Idempotency-Key,true,true",
    "Authorization,false,true",
    "x-api-key,false,true",
    "Cookie,false,true",
    "Set-Cookie,true,false",
    "Host,false,true",
    "Forwarded,false,true",
    "X-Forwarded-For,false,true",
    "x-forwarded-anything,false,true",
    "Connection,false,false",
    "Transfer-Encoding,false,false",
    "Upgrade,false,false",
    "TE,false,false",
    "Proxy-Authorization,false,false",
    "X-Hop,false,false",
    "x-also,false,false",
  })
  void shouldPassWhatIsMeantForTheOtherEnd(String name, boolean toService, boolean toCaller) {
    var headers = PassedHeaders.of(List.of("close, X-Hop", "X-ALSO"));
    assertEquals(toService, headers.toService(name));
    assertEquals(toCaller, headers.toCaller(name));
  }
}
