package io.vigia.router.rehearse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vigia.router.Alerts;
import io.vigia.router.rehearse.Difference.Total;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferenceTest {

  @Test
  void shouldTellWhatIsTheSameMovedAndNew() {
    Told same = told(10, "pager", "a");
    Told late = told(20, "pager", "b");
    Told gone = told(30, "pager", "c");
    Told later = told(40, "pager", "b");
    Told news = told(50, "mail", "d");
    var difference = Difference.of(List.of(same, late, gone), List.of(same, later, news));
    assertEquals(1, difference.same());
    assertEquals(List.of(new Difference.Moved(late, later)), difference.moved());
    assertEquals(List.of(gone), difference.onlyNow());
    assertEquals(List.of(news), difference.onlyThen());
    assertEquals(Map.of("pager", new Total(3, 2), "mail", new Total(0, 1)), difference.totals());
  }

  @Test
  void shouldPairWithTheSameReceiverFirstAndThenTheNearest() {
    Told mail = told(59, "mail", "a");
    Told early = told(10, "pager", "a");
    Told late = told(58, "pager", "a");
    Told then = told(60, "pager", "a");
    var difference = Difference.of(List.of(mail, early, late), List.of(then));
    assertEquals(List.of(new Difference.Moved(late, then)), difference.moved());
    assertEquals(List.of(early, mail), difference.onlyNow());
  }

  private static Told told(long at, String receiver, String service) {
    return new Told(
        Alerts.at(at),
        receiver,
        List.of("webhook-0"),
        "{}:{}",
        "FIRST_FIRING",
        List.of(Alerts.firing(service, 0, 0)));
  }
}
