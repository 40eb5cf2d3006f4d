package io.vigia.launcher.watchers;

/** The API says no. */
final class Refused extends RuntimeException {

  private final int status;
  private final transient Issue issue;

  Refused(int status, Issue issue) {
    super(issue.text(), null, false, false);
    this.status = status;
    this.issue = issue;
  }

  int status() {
    return status;
  }

  Issue issue() {
    return issue;
  }
}
