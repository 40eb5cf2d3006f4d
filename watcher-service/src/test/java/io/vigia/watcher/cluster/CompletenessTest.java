package io.vigia.watcher.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigia.watcher.cluster.Unanswered.Reason;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletenessTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void shouldTakeAWholeAnswer() throws IOException {
    assertInstanceOf(Outcome.Answered.class, Completeness.of(JSON.readTree(FixtureCluster.WHOLE)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SHARD_FAILURES|1 of 2 shards failed: x: y|{'_shards':{'total':2,'successful':1,'failed':1,"
            + "'failures':[{'reason':{'type':'x','reason':'y'}}]}}",
        "SHARD_FAILURES|1 of 2 shards failed: not assigned|{'_shards':{'total':2,'successful':1,"
            + "'failed':0}}",
        "TIMED_OUT|the cluster gave up|{'timed_out':true,'_shards':{'total':1,'successful':1}}",
        "MISSING_INDEX|no index|{'_shards':{'total':0,'successful':0,'failed':0}}",
        "PARTIAL_RESULT|ended early|{'terminated_early':true,'_shards':{'total':1,'successful':1}}",
        "PARTIAL_RESULT|1 of 2 remote clusters did not answer wholly: far skipped|{'_shards':"
            + "{'total':1,'successful':1},'_clusters':{'total':2,'successful':1,'skipped':1,"
            + "'details':{'far':{'status':'skipped'},'near':{'status':'successful'}}}}",
        "PARTIAL_RESULT|1 of 1 remote|{'_shards':{'total':0,'successful':0},'_clusters':{'total':1,"
            + "'successful':0,'skipped':1}}",
        "PARTIAL_RESULT|remote|{'_shards':{'total':1,'successful':1},'_clusters':{'total':1,"
            + "'partial':1}}",
        "UNREACHABLE|no Elasticsearch or OpenSearch|{'hello':'world'}",
        "MISSING_INDEX|index_not_found_exception: no such index|{'status':404,'error':{"
            + "'root_cause':[{'type':'index_not_found_exception','reason':'no such index [x]'}]}}"
      })
  void shouldSayWhatIsMissing(Reason reason, String detail, String answer) throws IOException {
    Unanswered why =
        assertInstanceOf(
                Outcome.Failed.class, Completeness.of(JSON.readTree(answer.replace('\'', '"'))))
            .why();
    assertEquals(reason, why.reason());
    assertTrue(why.detail().contains(detail), why.detail());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "400|REJECTED|false|parsing_exception: unknown query [foo]|{'error':{'root_cause':[{'type':"
            + "'parsing_exception','reason':'unknown query [foo]'}]}}",
        "400|REJECTED|false|x: a; y: b|{'error':{'type':'x','reason':'a','caused_by':{'type':'z',"
            + "'caused_by':{'type':'y','reason':'b'}}}}",
        "401|REJECTED|false|security_exception|{'error':{'type':'security_exception'}}",
        "404|MISSING_INDEX|false|no such|{'error':{'type':'x','reason':'no such index'}}",
        "429|UNREACHABLE|true|too much to do|{'error':{'type':'es_rejected_execution_exception'}}",
        "503|SHARD_FAILURES|true|all shards failed|{'error':{'root_cause':[],'type':"
            + "'search_phase_execution_exception','reason':'all shards failed'}}",
        "503|UNREACHABLE|true|no master|{'error':{'type':'cluster_block_exception','reason':"
            + "'no master'}}",
        "503|REJECTED|false|too_many_buckets|{'error':{'root_cause':[],'type':"
            + "'search_phase_execution_exception','caused_by':{'type':'too_many_buckets_exception'}}}",
        "405|REJECTED|false|Incorrect HTTP method|{'error':'Incorrect HTTP method'}",
        "502|UNREACHABLE|true|HTTP 502|{}",
        "404|UNREACHABLE|true|HTTP 404|{}"
      })
  void shouldPassOnWhatTheClusterSays(
      int status, Reason reason, boolean mayPass, String detail, String body) throws IOException {
    Unanswered why = Complaint.of(status, JSON.readTree(body.replace('\'', '"')));
    assertEquals(reason, why.reason());
    assertEquals(mayPass, why.reason().mayPass());
    assertTrue(why.detail().contains(detail), why.detail());
  }

  @Test
  void shouldBoundWhatTheClusterSays() throws IOException {
    String body = "{\"error\":{\"type\":\"x\",\"reason\":\"%s\"}}".formatted("y".repeat(100_000));
    assertTrue(Complaint.of(400, JSON.readTree(body)).detail().length() < 400);
  }
}
