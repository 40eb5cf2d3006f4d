package io.vigia.planted.two;

import io.vigia.planted.one.Decision;

/** A violation on purpose: it closes a cycle. */
public class Other {

  Decision back() {
    return new Decision();
  }
}
