package io.vigia.router.account;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Hashes passwords on threads of its own, few and with a short queue: a hash takes a core for some
 * tenths of a second, and a flood of guesses must not hold up what the router is for. What finds no
 * room fails.
 */
@ApplicationScoped
class HashingWiring {

  private static final int THREADS = 2;
  private static final int WAITING = 16;

  private final SecureRandom random = new SecureRandom();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING));

  HashingWiring() {
    threads.allowCoreThreadTimeOut(true);
  }

  Uni<PasswordHash> hash(String password) {
    byte[] salt = new byte[PasswordHash.SALT_BYTES];
    random.nextBytes(salt);
    return apart(() -> PasswordHash.of(password, salt));
  }

  Uni<Boolean> isOf(PasswordHash hash, String password) {
    return apart(() -> hash.isOf(password));
  }

  /** And back to where the request is known. */
  private <T> Uni<T> apart(Supplier<T> work) {
    Context request = Vertx.currentContext();
    Uni<T> done = Uni.createFrom().item(work).runSubscriptionOn(threads);
    return request == null
        ? done
        : done.emitOn(next -> request.runOnContext(ignored -> next.run()));
  }

  void stop(@Observes ShutdownEvent event) {
    threads.shutdownNow();
  }
}
