package io.vigia.router.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vigia.kit.deliver.Receipt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BulkAnswerTest {

  @ParameterizedTest
  @CsvSource({
    "false, 201, 200, Taken",
    "true, 201, 400, Rejected",
    "true, 404, 400, Rejected",
    "true, 400, 429, NotNow",
    "true, 400, 503, NotNow",
    "true, 201, 429, NotNow"
  })
  void shouldBeHopelessOnlyWhenAllThatFailedIs(
      boolean errors, int one, int other, String expected) {
    Receipt receipt =
        BulkClient.ofItems(
            """
            {"errors": %s, "items": [{"index": {"status": %d}}, {"index": {"status": %d}}]}"""
                .formatted(errors, one, other));
    assertEquals(expected, receipt.getClass().getSimpleName());
  }
}
