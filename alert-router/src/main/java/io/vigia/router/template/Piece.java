package io.vigia.router.template;

import java.util.List;

/** A template is texts and actions, one after the other. */
sealed interface Piece {

  int line();

  record Text(String text, int line) implements Piece {}

  record Action(List<Token> words, int line) implements Piece {
    public Action {
      words = List.copyOf(words);
    }

    boolean begins(String keyword) {
      return !words.isEmpty() && words.get(0).isName(keyword);
    }
  }
}
