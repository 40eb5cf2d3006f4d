package io.vigia.watcher.elastalert;

import io.vigia.kit.yaml.YamlFault;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** A file of rules: one, or several YAML documents. A broken one does not harm the others. */
final class RuleFile {

  private static final Pattern MARK = Pattern.compile("(---|\\.\\.\\.)(?=\\s|$)");
  private static final Pattern NOTHING = Pattern.compile("\\s*([#%].*)?");

  private RuleFile() {}

  /** A document: its file, and what stands there. */
  record Document(String file, Value value) {}

  /** A document's text, below so many lines of its file. */
  private record Part(String text, int before) {}

  /**
   * @param refused hears of documents that cannot be read
   */
  static List<Document> read(String file, String text, Consumer<Report.Refused> refused) {
    var documents = new ArrayList<Document>();
    List<Part> parts = parts(text);
    if (parts.isEmpty()) {
      refused.accept(new Report.Refused(file, null, null, "", "no rule stands there"));
    }
    for (Part part : parts) {
      try {
        documents.add(new Document(file, RuleText.read(file, part.text, part.before)));
      } catch (YamlFault e) {
        refused.accept(refusal(file, e, part.before));
      } catch (RuleFault e) {
        refused.accept(new Report.Refused(file, null, e.line(), e.field(), e.detail()));
      }
    }
    return documents;
  }

  private static Report.Refused refusal(String file, YamlFault fault, int before) {
    String message = String.valueOf(fault.getMessage());
    var form =
        Pattern.compile(Pattern.quote(file) + "(?: line (\\d+))?: (.*)", Pattern.DOTALL)
            .matcher(message);
    if (!form.matches()) {
      return new Report.Refused(file, null, before + 1, "", message);
    }
    String line = form.group(1);
    int at = line == null ? before + 1 : before + Integer.parseInt(line);
    return new Report.Refused(file, null, at, "", form.group(2));
  }

  private static List<Part> parts(String text) {
    var parts = new ArrayList<Part>();
    var part = new StringBuilder();
    boolean something = false;
    int start = 0;
    int line = 0;
    for (String each : text.split("\r\n|\r|\n", -1)) {
      String content = each;
      if (MARK.matcher(each).lookingAt()) {
        if (something) {
          parts.add(new Part(part.toString(), start));
        }
        part.setLength(0);
        something = false;
        start = line;
        content = "   " + each.substring(3);
      }
      something |= !NOTHING.matcher(content).matches();
      part.append(content).append('\n');
      line++;
    }
    if (something) {
      parts.add(new Part(part.toString(), start));
    }
    return parts;
  }
}
