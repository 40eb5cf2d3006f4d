package io.vigia.kit.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The keys that a service accepts, known by their SHA-256 alone. Keys are random and long, so a
 * slow password hash would only slow the callers down; looking a digest up tells a timing observer
 * nothing about the key.
 */
public final class Keyring {

  /** A key as it stands in a keys file: its SHA-256 in hex, never the key itself. */
  public record Entry(String name, String tenant, String role, String sha256) {
    public Entry {
      if (name == null || name.isBlank()) {
        throw new IllegalArgumentException("name: is required");
      }
      if (tenant == null || tenant.isBlank()) {
        throw new IllegalArgumentException("tenant: is required for key " + name);
      }
      if (sha256 == null || !sha256.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException("sha256: 64 hex digits are required for key " + name);
      }
    }
  }

  private final Map<String, Caller> callers = new LinkedHashMap<>();

  private final Set<String> chosen;

  public Keyring(List<Entry> entries) {
    this(entries, List.of());
  }

  /**
   * @param random made by a machine: nobody guesses them
   * @param chosen by people
   */
  public Keyring(List<Entry> random, List<Entry> chosen) {
    Stream.concat(random.stream(), chosen.stream())
        .forEach(
            entry ->
                callers.put(
                    entry.sha256(),
                    new Caller(entry.name(), entry.tenant(), Role.parse(entry.role()))));
    this.chosen = chosen.stream().map(Entry::sha256).collect(Collectors.toUnmodifiableSet());
  }

  /** Whose key it is; a user's name beside it says nothing here. */
  public Optional<CallerSource.Known> find(Login login) {
    String digest = sha256(login.secret());
    return Optional.ofNullable(callers.get(digest))
        .map(caller -> new CallerSource.Known(caller, chosen.contains(digest)));
  }

  public static String sha256(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
