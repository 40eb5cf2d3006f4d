package io.vigia.router.push;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One report of a job.
 *
 * @param exit its exit code, if it said one
 * @param body the end of what it said, if it said something
 * @param source the address from which it came
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Ping(Instant at, Kind kind, @Nullable Integer exit, @Nullable String body, String source) {

  /** Characters of a body that are kept. */
  static final int MAX_BODY = 10_000;

  private static final Pattern PATH =
      Pattern.compile("/push/([A-Za-z0-9_-]{43})(?:/(start|fail|\\d{1,3}))?/?");
  private static final int MAX_EXIT = 255;

  /** What it says. */
  enum Kind {
    @JsonProperty("start")
    START,
    @JsonProperty("success")
    SUCCESS,
    @JsonProperty("fail")
    FAIL
  }

  /** Which URL was asked for. */
  record Target(String token, Kind kind, Optional<Integer> exit) {

    /** The path as it was sent; none when it is no push URL. */
    static Optional<Target> of(String path) {
      var form = PATH.matcher(path);
      if (!form.matches()) {
        return Optional.empty();
      }
      String last = form.group(2) == null ? "" : form.group(2);
      if (last.isEmpty() || last.equals("start") || last.equals("fail")) {
        Kind kind = last.isEmpty() ? Kind.SUCCESS : last.equals("start") ? Kind.START : Kind.FAIL;
        return Optional.of(new Target(form.group(1), kind, Optional.empty()));
      }
      int exit = Integer.parseInt(last);
      return exit > MAX_EXIT
          ? Optional.empty()
          : Optional.of(
              new Target(form.group(1), exit == 0 ? Kind.SUCCESS : Kind.FAIL, Optional.of(exit)));
    }
  }
}
