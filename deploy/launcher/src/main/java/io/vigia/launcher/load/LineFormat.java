package io.vigia.launcher.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** One way to read a line as a document. A new one is one new class and its line here. */
interface LineFormat {

  /** Those that can be told apart by looking at a line, the most particular first. */
  List<LineFormat> ALL = List.of(new JsonLines(), new AccessLog());

  /** As shown to a person. */
  String name();

  /**
   * The document that the line holds.
   *
   * @throws BadLine saying what is wrong
   */
  ObjectNode document(String line) throws BadLine;

  /** Types of fields that a guess would get wrong, as an OpenSearch mapping in JSON. */
  String mapping();

  /** The first format that can read the line. */
  static Optional<LineFormat> of(String line) {
    for (LineFormat format : ALL) {
      try {
        format.document(line);
        return Optional.of(format);
      } catch (BadLine notThis) {
        // the next one may
      }
    }
    return Optional.empty();
  }
}
