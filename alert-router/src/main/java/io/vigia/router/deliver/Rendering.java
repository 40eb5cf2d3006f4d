package io.vigia.router.deliver;

import io.vigia.router.template.Fields;
import io.vigia.router.template.Template;
import io.vigia.router.template.TemplateFault;
import io.vigia.router.template.Templates;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One notification in the words of one receiver. A template that fails gives "" and is remembered;
 * the receiver's {@link #title} and {@link #message} then carry the fallback.
 */
final class Rendering {

  private static final String DEFAULT_TENANT = "default";

  private final Notification notification;
  private final Templates templates;
  private final Instant now;
  private final Fields data;
  private final Optional<String> fallback;
  private @Nullable String fault;

  private Rendering(
      Notification notification, Templates templates, Instant now, Optional<String> fallback) {
    this.notification = notification;
    this.templates = templates;
    this.now = now;
    this.data = TemplateData.of(notification);
    this.fallback = fallback;
  }

  static Rendering of(Notification notification, Templates templates, Instant now) {
    return new Rendering(notification, templates, now, Optional.empty());
  }

  /** The same in plain words, because a template failed. */
  Rendering plain(String why) {
    return new Rendering(notification, templates, now, Optional.of(why));
  }

  /** Why a template failed, if one did. */
  Optional<String> fault() {
    return Optional.ofNullable(fault);
  }

  Notification notification() {
    return notification;
  }

  boolean isFiring() {
    return notification.status() == io.vigia.contracts.Alert.Status.FIRING;
  }

  /** A field beside title and message. */
  String text(@Nullable Template template) {
    return run(template, false);
  }

  List<String> texts(List<Template> list) {
    return list.stream().map(this::text).toList();
  }

  Map<String, String> texts(Map<String, Template> map) {
    return map.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, e -> text(e.getValue()), (a, b) -> a, TreeMap::new));
  }

  /** What is read first. */
  String title(@Nullable Template template) {
    return fallback.isPresent() ? Fallback.subject(notification) : run(template, false);
  }

  /** What the receiver is told. */
  String message(@Nullable Template template) {
    return fallback.map(why -> Fallback.text(notification, why)).orElseGet(() -> text(template));
  }

  /** The same where HTML is understood: values of alerts are escaped. */
  String htmlMessage(@Nullable Template template) {
    return fallback
        .map(why -> escaped(Fallback.text(notification, why)))
        .orElseGet(() -> run(template, true));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private String run(@Nullable Template template, boolean isHtml) {
    if (template == null) {
      return "";
    }
    try {
      return isHtml ? templates.html(template, data, now) : templates.text(template, data, now);
    } catch (TemplateFault e) {
      fault = fault == null ? String.valueOf(e.getMessage()) : fault;
      return "";
    }
  }

  /**
   * What collapses the messages of one group at a provider: SHA-256 of the group's key, as 64 hex
   * digits. Tenants that share a receiver do not share incidents.
   */
  String groupHash() {
    String key = notification.groupKey();
    boolean isShared = !notification.tenant().equals(DEFAULT_TENANT);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(
                  (isShared ? notification.tenant() + "|" + key : key)
                      .getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Whether what is told is the fallback, which is no markup. */
  boolean isPlain() {
    return fallback.isPresent();
  }

  static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** At most so many characters, the last of which says that there were more. */
  static String cut(String text, int most) {
    if (text.codePointCount(0, text.length()) <= most) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }

  /** At most so many bytes of UTF-8, of which the last three are "…". */
  static String cutBytes(String text, int most) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= most) {
      return text;
    }
    int end = most - 3;
    while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(Arrays.copyOf(bytes, end), StandardCharsets.UTF_8) + "…";
  }
}
