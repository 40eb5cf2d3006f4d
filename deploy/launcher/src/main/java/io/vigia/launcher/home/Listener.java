package io.vigia.launcher.home;

import java.util.List;
import java.util.stream.Stream;

/** Something of the suite that listens on a port of its own. */
public sealed interface Listener permits Service, Engine {

  /** The name by which people and files know it, such as {@code alert-router}. */
  String title();

  int defaultPort();

  /** The environment variable that moves it to another port. */
  String variable();

  static List<Listener> all() {
    return Stream.<Listener>concat(Stream.of(Engine.values()), Stream.of(Service.values()))
        .toList();
  }
}
