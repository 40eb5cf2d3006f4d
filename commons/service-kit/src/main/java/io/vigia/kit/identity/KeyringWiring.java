package io.vigia.kit.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the configured keys once at start; a file that cannot be read stops the start. */
@ApplicationScoped
class KeyringWiring {

  @Produces
  @Singleton
  Keyring keyring(SecurityConfig config, ObjectMapper json) {
    return new Keyring(
        config.keysFile().map(file -> read(file, json)).orElse(List.of()),
        config.tenantApiKeys().map(map -> parse(map, json)).orElse(List.of()));
  }

  private static List<Keyring.Entry> read(Path file, ObjectMapper json) {
    try {
      return json.readValue(Files.readAllBytes(file), new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw new IllegalStateException(
          "keys file "
              + file
              + " line "
              + (at == null ? "?" : at.getLineNr())
              + ": "
              + e.getOriginalMessage(),
          e);
    } catch (IOException e) {
      throw new IllegalStateException(
          "keys file " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<Keyring.Entry> parse(String map, ObjectMapper json) {
    try {
      var entries = new ArrayList<Keyring.Entry>();
      json.readValue(map, new TypeReference<Map<String, String>>() {})
          .forEach((tenant, key) -> entries.add(entry(tenant, key)));
      return entries;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("TENANT_API_KEYS is not a JSON object of tenant to key", e);
    }
  }

  /** An empty key, of a variable that was not set perhaps, would open the door to all. */
  private static Keyring.Entry entry(String tenant, @Nullable String key) {
    if (key == null || key.isBlank()) {
      throw new IllegalStateException("TENANT_API_KEYS: the key of " + tenant + " is empty");
    }
    return new Keyring.Entry("tenant-" + tenant, tenant, Role.OPERATE, Keyring.sha256(key));
  }
}
