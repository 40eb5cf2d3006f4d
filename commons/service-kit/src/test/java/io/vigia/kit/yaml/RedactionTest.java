package io.vigia.kit.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RedactionTest {

  @Test
  void shouldShowTheShapeOfAFileAndNoSecret() {
    String file =
        """
        # a comment: s3cret
        route: {receiver: all, group_by: [alertname]}
        receivers:
          - name: all
            webhook_configs:
              - url: https://user:s3cret@hooks:8443/s3cret?token=s3cret
                send_resolved: false
                http_config: {authorization: {type: Bearer, credentials: s3cret}}
            slack_configs:
              - api_url: no address, s3cret
                channel: "#ops"
                proxy: http://user:s3cret@proxy
                params: {nested: [s3cret]}
        """;
    assertEquals(
        """
        route:
          receiver: all
          group_by:
          - alertname
        receivers:
        - name: all
          webhook_configs:
          - url: https://hooks:8443/hidden
            send_resolved: false
            http_config:
              authorization:
                type: Bearer
                credentials: <secret>
          slack_configs:
          - api_url: <secret>
            channel: "#ops"
            proxy: http://proxy/hidden
            params:
              nested:
              - <secret>
        """,
        YamlNode.parse("a.yml", file).redacted());
  }
}
