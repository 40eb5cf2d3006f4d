package io.vigia.platform;

/** One of the three servers that the platform runs. */
interface Engine {

  /** As it is called in progress lines and in the control endpoint's answer. */
  String name();

  /** Returns once clients can use the engine. */
  void start() throws Exception;

  /** Ends the engine so that nothing needs a recovery at the next start. */
  void stop() throws Exception;

  /** False once a started engine has died without {@link #stop()}. */
  boolean alive();
}
