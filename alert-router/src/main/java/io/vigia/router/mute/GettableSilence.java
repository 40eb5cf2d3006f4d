package io.vigia.router.mute;

import io.vigia.router.mute.PostableSilence.PostableMatcher;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A silence as Alertmanager's API v2 answers it. */
record GettableSilence(
    String id,
    SilenceStatus status,
    Instant updatedAt,
    String comment,
    String createdBy,
    Instant endsAt,
    List<PostableMatcher> matchers,
    Instant startsAt,
    boolean expireOnResolve) {

  /**
   * @param state active, pending or expired
   */
  record SilenceStatus(String state) {}

  static GettableSilence of(Silence silence, Instant now) {
    return new GettableSilence(
        silence.id().toString(),
        new SilenceStatus(silence.state(now).name().toLowerCase(Locale.ROOT)),
        silence.updatedAt(),
        silence.comment(),
        silence.createdBy(),
        silence.endsAt(),
        silence.matchers().stream().map(PostableMatcher::of).toList(),
        silence.startsAt(),
        silence.expiresOnResolve());
  }
}
