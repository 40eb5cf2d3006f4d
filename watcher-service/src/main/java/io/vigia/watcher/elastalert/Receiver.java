package io.vigia.watcher.elastalert;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A kind of receiver in the routing file, and how ElastAlert's options are called there.
 *
 * @param config the list of the receiver, such as {@code slack_configs}
 * @param options theirs to ours, in the order in which they are written
 * @param prefixes of all options of the type
 */
record Receiver(String config, List<Option> options, List<String> prefixes) {

  /** An option; of a secret only its name is repeated. */
  record Option(String theirs, String ours, boolean secret) {}

  private static final Map<String, Receiver> KNOWN =
      Map.ofEntries(
          Map.entry(
              "slack",
              of(
                  "slack_configs",
                  "slack_webhook_url=!api_url slack_channel_override=channel"
                      + " slack_username_override=username slack_emoji_override=icon_emoji"
                      + " slack_icon_url_override=icon_url slack_title=title"
                      + " slack_title_link=title_link slack_text_string=text slack_msg_color=color"
                      + " slack_msg_pretext=pretext slack_footer=footer slack_image_url=image_url"
                      + " slack_thumb_url=thumb_url",
                  "slack_")),
          Map.entry(
              "email",
              of(
                  "email_configs",
                  "email=to from_addr=from smtp_host=smarthost",
                  "email smtp_ from_addr cc bcc assets_dir")),
          Map.entry(
              "pagerduty",
              of(
                  "pagerduty_configs",
                  "pagerduty_service_key=!service_key pagerduty_client_name=client"
                      + " pagerduty_v2_payload_severity=severity",
                  "pagerduty_")),
          Map.entry(
              "opsgenie",
              of(
                  "opsgenie_configs",
                  "opsgenie_key=!api_key opsgenie_addr=api_url opsgenie_message=message"
                      + " opsgenie_description=description opsgenie_priority=priority"
                      + " opsgenie_source=source opsgenie_entity=entity",
                  "opsgenie_")),
          Map.entry(
              "victorops",
              of(
                  "victorops_configs",
                  "victorops_api_key=!api_key victorops_routing_key=routing_key"
                      + " victorops_message_type=message_type",
                  "victorops_")),
          Map.entry(
              "telegram",
              of(
                  "telegram_configs",
                  "telegram_bot_token=!bot_token telegram_room_id=chat_id"
                      + " telegram_api_url=api_url telegram_parse_mode=parse_mode",
                  "telegram_")),
          Map.entry(
              "ms_teams", of("msteams_configs", "ms_teams_webhook_url=!webhook_url", "ms_teams_")),
          Map.entry(
              "discord", of("discord_configs", "discord_webhook_url=!webhook_url", "discord_")),
          Map.entry(
              "mattermost",
              of(
                  "mattermost_configs",
                  "mattermost_webhook_url=!webhook_url mattermost_channel_override=channel"
                      + " mattermost_username_override=username",
                  "mattermost_")),
          Map.entry(
              "rocketchat",
              of(
                  "rocketchat_configs",
                  "rocket_chat_webhook_url=!webhook_url rocket_chat_channel_override=channel",
                  "rocket_chat_")),
          Map.entry("sns", of("sns_configs", "sns_topic_arn=topic_arn", "sns_")));

  static Optional<Receiver> of(String type) {
    return Optional.ofNullable(KNOWN.get(type));
  }

  /**
   * @param options {@code theirs=ours} each; {@code =!} marks a secret
   */
  private static Receiver of(String config, String options, String prefixes) {
    List<Option> all =
        List.of(options.split(" ")).stream()
            .map(option -> option.split("=", 2))
            .map(pair -> new Option(pair[0], pair[1].replace("!", ""), pair[1].startsWith("!")))
            .toList();
    return new Receiver(config, all, List.of(prefixes.split(" ")));
  }
}
