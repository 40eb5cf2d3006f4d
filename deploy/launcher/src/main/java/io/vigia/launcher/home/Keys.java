package io.vigia.launcher.home;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.vigia.launcher.terminal.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The two keys of a home: a person's own and the one by which the suite's parts look at each other.
 *
 * @param created whether the admin key was made by this very call
 */
public record Keys(String admin, String suite, boolean created) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int RANDOM_BYTES = 32;

  /** Makes what is missing; keys that a person added to the keys file stay. */
  public static Keys ensure(Installation installation) throws IOException {
    boolean created = !Files.exists(installation.adminKey());
    String admin = readOrMake(installation.adminKey());
    String suite = readOrMake(installation.suiteKey());
    ArrayNode entries = entries(installation.keys());
    boolean adminPut = put(entries, "admin", "admin", admin);
    boolean suitePut = put(entries, "suite", "viewer", suite);
    if (adminPut || suitePut) {
      PrivateFile.write(
          installation.keys(),
          JSON.writerWithDefaultPrettyPrinter().writeValueAsString(entries) + "\n");
    }
    return new Keys(admin, suite, created);
  }

  /** The keys of a home that has been started before. */
  public static Keys read(Installation installation) throws IOException {
    if (!Files.exists(installation.adminKey()) || !Files.exists(installation.suiteKey())) {
      throw Failure.failed("%s has no keys yet: run ./vigia up first", installation.home());
    }
    return new Keys(
        Files.readString(installation.adminKey()).strip(),
        Files.readString(installation.suiteKey()).strip(),
        false);
  }

  /** Never shows the keys: records are logged by accident. */
  @Override
  public String toString() {
    return "Keys";
  }

  private static String readOrMake(Path file) throws IOException {
    if (!Files.exists(file)) {
      byte[] random = new byte[RANDOM_BYTES];
      new SecureRandom().nextBytes(random);
      PrivateFile.write(
          file, "vk_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
    }
    return Files.readString(file).strip();
  }

  private static ArrayNode entries(Path file) throws IOException {
    if (!Files.exists(file)) {
      return JSON.createArrayNode();
    }
    try {
      if (JSON.readTree(Files.readAllBytes(file)) instanceof ArrayNode list) {
        return list;
      }
      throw Failure.refused("%s is not a JSON list of keys: mend it or delete it", file);
    } catch (JsonProcessingException e) {
      throw Failure.refused(
          "%s, line %d: %s: mend it or delete it",
          file, e.getLocation().getLineNr(), e.getOriginalMessage());
    }
  }

  /** True when the list has changed. */
  private static boolean put(ArrayNode entries, String name, String role, String key) {
    String digest = sha256(key);
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (entries.get(i).path("sha256").asText().equals(digest)) {
        return false;
      }
      if (entries.get(i).path("name").asText().equals(name)) {
        entries.remove(i);
      }
    }
    entries
        .addObject()
        .put("name", name)
        .put("tenant", "default")
        .put("role", role)
        .put("sha256", digest);
    return true;
  }

  static String sha256(String key) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
