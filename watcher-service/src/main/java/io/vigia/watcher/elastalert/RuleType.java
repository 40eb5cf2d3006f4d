package io.vigia.watcher.elastalert;

/** One of ElastAlert's types of rules, and the template that asks the same. One file each. */
interface RuleType {

  /** As {@code type} names it. */
  String name();

  /**
   * Says what to ask: reads the fields that only this type has.
   *
   * @throws RuleFault for a field that is missing or of a wrong kind
   */
  void carry(Rule rule, Draft draft);

  /** From which field of the rule the window comes. */
  default Windows window() {
    return Windows.TIMEFRAME;
  }

  /** Where the length of the window stands. */
  enum Windows {
    /** In {@code timeframe}, which must be there. */
    TIMEFRAME,
    /** In {@code timeframe}, which may be absent. */
    TIMEFRAME_IF_ANY,
    /** In {@code buffer_time}, often of ElastAlert's own configuration. */
    BUFFER
  }
}
