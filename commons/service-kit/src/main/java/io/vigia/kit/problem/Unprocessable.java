package io.vigia.kit.problem;

/**
 * Tells failures that lie in the data (a retry would fail again) from those of a part that is away.
 * Every bean of this type is asked.
 */
public interface Unprocessable {

  boolean test(Throwable failure);
}
