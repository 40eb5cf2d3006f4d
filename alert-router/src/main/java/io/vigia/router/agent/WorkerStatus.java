package io.vigia.router.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.vigia.kit.problem.Problem;
import java.util.List;

/**
 * What became of posted heartbeats: the body and, by its code, the status of the answer.
 *
 * @param recovered agents that were silent and report again
 * @param refused what could not be read, or is beyond a limit
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record WorkerStatus(
    @JsonProperty("worker_status") int code,
    Result result,
    String detail,
    List<String> recovered,
    List<Problem> refused) {

  /** Agents know the codes. */
  enum Result {
    @JsonProperty("recorded")
    RECORDED(200, "kept"),
    @JsonProperty("recovered")
    RECOVERED(200, "kept; it was silent, and people hear that it reports again"),
    @JsonProperty("blind")
    BLIND(220, "kept; the state before could not be read, so a recovery is found later"),
    @JsonProperty("recovery-not-told")
    RECOVERY_NOT_TOLD(
        221, "kept; it was silent and reports again, but that could not be stored or told yet"),
    @JsonProperty("failed")
    FAILED(500, "not kept");

    private final int code;
    private final String detail;

    Result(int code, String detail) {
      this.code = code;
      this.detail = detail;
    }
  }

  static WorkerStatus of(Result result, List<String> recovered, List<Problem> refused) {
    return new WorkerStatus(result.code, result, result.detail, recovered, refused);
  }
}
