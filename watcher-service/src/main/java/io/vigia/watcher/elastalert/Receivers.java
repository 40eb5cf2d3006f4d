package io.vigia.watcher.elastalert;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;

/**
 * All that tells people: receivers of the routing file do that here. The report says what to write
 * there.
 */
@ApplicationScoped
class Receivers implements AlertType {

  @Override
  public boolean takes(String type) {
    return Receiver.of(type).isPresent();
  }

  @Override
  public void carry(Alerter alerter, Names names, Draft draft) {
    Receiver receiver = Receiver.of(alerter.type()).orElseThrow();
    String name = TextNode.valueOf(alerter.rule().name()).toString();
    var snippet = new StringBuilder();
    snippet.append("receivers:\n  - name: ").append(name).append('\n');
    snippet.append("    ").append(receiver.config()).append(":\n");
    String dash = "      - ";
    var there = new HashSet<String>();
    for (Receiver.Option option : receiver.options()) {
      List<String> values = alerter.texts(option.theirs());
      if (!values.isEmpty()) {
        there.add(option.theirs());
        String value =
            option.secret()
                ? "<" + option.theirs() + " of the rule>"
                : TextNode.valueOf(String.join(", ", values)).toString();
        snippet.append(dash).append(option.ours()).append(": ").append(value).append('\n');
        dash = "        ";
      }
    }
    if (there.isEmpty()) {
      snippet.append("      - {}\n");
    }
    draft.changed(
        "alert",
        alerter.type() + ": people are told by receivers of the router, not by the watcher",
        "in alertmanager.yml, as soon as your router has "
            + receiver.config()
            + ":\n"
            + snippet
            + "route:\n  routes:\n    - matchers: ['watcher="
            + name.replace("'", "''")
            + "']\n      receiver: "
            + name
            + "\n");
    for (String option : alerter.options(receiver.prefixes())) {
      alerter.option(option);
      if (there.contains(option)) {
        draft.changed(option, "stands in the receiver, see 'alert'", "");
      } else {
        draft.lost(option, "is not carried into " + receiver.config(), "");
      }
    }
  }

  /** What there is no receiver for. */
  static void unknown(Alerter alerter, Draft draft) {
    var json = JsonNodeFactory.instance;
    switch (alerter.type()) {
      case "debug" -> draft.note("alert", "debug: runs and verdicts are logged and listed anyway");
      case "alertmanager" ->
          draft.note("alert", "alertmanager: alerts go to the router anyway, which is one");
      default ->
          draft.lost(
              "alert",
              json.textNode(alerter.type()) + " has no counterpart",
              "take a webhook destination or another receiver");
    }
    for (String option : alerter.options(prefixes(alerter.type()))) {
      alerter.option(option);
      draft.lost(option, "goes with the alert " + alerter.type(), "");
    }
  }

  private static List<String> prefixes(String type) {
    return switch (type) {
      case "command" -> List.of("command", "pipe_", "fail_on_non_zero_exit");
      case "hivealerter" -> List.of("hive_");
      case "zabbix" -> List.of("zbx_");
      case "ses" -> List.of("ses_", "email");
      case "debug" -> List.of();
      default -> List.of(type + "_");
    };
  }
}
