package io.vigia.router.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vigia.kit.yaml.YamlFault;
import io.vigia.kit.yaml.YamlNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeIntervalTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{}                                                  | 2026-11-21T12:00:00Z | true",
        "{times: [{start_time: '09:00', end_time: '17:00'}]} | 2026-11-21T08:59:59Z | false",
        "{times: [{start_time: '09:00', end_time: '17:00'}]} | 2026-11-21T09:00:00Z | true",
        "{times: [{start_time: '09:00', end_time: '17:00'}]} | 2026-11-21T17:00:00Z | false",
        "{times: [{start_time: '23:00', end_time: '24:00'}]} | 2026-11-21T23:59:59Z | true",
        "{weekdays: ['monday:friday']}                       | 2026-11-20T12:00:00Z | true",
        "{weekdays: ['monday:friday']}                       | 2026-11-21T12:00:00Z | false",
        "{weekdays: [Sunday, saturday]}                      | 2026-11-22T12:00:00Z | true",
        "{days_of_month: ['-1']}                             | 2026-02-28T12:00:00Z | true",
        "{days_of_month: ['-1']}                             | 2026-02-27T12:00:00Z | false",
        "{days_of_month: ['29:31']}                          | 2026-02-28T12:00:00Z | false",
        "{days_of_month: ['25:-1']}                          | 2026-02-28T12:00:00Z | true",
        "{months: ['november:december', '1:2']}              | 2026-02-28T12:00:00Z | true",
        "{months: ['november:december', '1:2']}              | 2026-03-01T12:00:00Z | false",
        "{years: ['2020:2025']}                              | 2026-01-01T00:00:00Z | false",
        "{years: ['2026'], months: [may]}                    | 2026-05-31T23:59:59Z | true",
        "{location: America/Mexico_City, weekdays: [friday]} | 2026-11-21T05:59:59Z | true",
        "{location: America/Mexico_City, weekdays: [friday]} | 2026-11-21T06:00:00Z | false"
      })
  void shouldHoldAsInAlertmanager(String interval, Instant at, boolean holds) {
    assertEquals(holds, read(interval).get(0).contains(at));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{times: [{start_time: '17:00', end_time: '09:00'}]} | end_time has to be after start_time",
        "{times: [{start_time: '9:00', end_time: '10:00'}]}  | '9:00' is not a time",
        "{times: [{start_time: '09:00'}]}                    | start_time and end_time are expected",
        "{weekdays: [funday]}                                | 'funday' is not a day of the week",
        "{weekdays: ['friday:monday']}                       | the start lies after the end",
        "{days_of_month: ['0']}                              | days are 1 to 31",
        "{days_of_month: ['-1:5']}                           | days are 1 to 31",
        "{days_of_month: ['5:1']}                            | the first day lies after the last",
        "{months: ['13']}                                    | '13' is not 1 to 12",
        "{years: ['1:2:3']}                                  | '1:2:3' is not a value or a range",
        "{location: Atlantis/Centre}                         | 'Atlantis/Centre' is not a time zone",
        "{hours: [1]}                                        | unknown field 'hours'"
      })
  void shouldNameWhatIsWrong(String interval, String complaint) {
    var fault = assertThrows(YamlFault.class, () -> read(interval));
    assertTrue(fault.getMessage().startsWith("a.yml line 1: " + complaint), fault.getMessage());
  }

  private static List<TimeInterval> read(String interval) {
    var file = "time_intervals: [{name: n, time_intervals: [" + interval + "]}]";
    Map<String, List<TimeInterval>> read =
        TimeIntervalMapper.readAll(YamlNode.parse("a.yml", file).fields());
    return read.get("n");
  }
}
