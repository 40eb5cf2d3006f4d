package io.vigia.router.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The language, against what Go's text/template writes for the same. */
class TemplatesTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:01:30Z");
  private static final Templates TEMPLATES = Templates.builtIn();

  private static Fields alert(String status, String instance) {
    return new Fields(
        "an alert",
        Map.of(
            "Status", status,
            "Labels", KeyValues.of(Map.of("alertname", "Slow", "instance", instance)),
            "Annotations", KeyValues.of(Map.of("summary", "a <b> & \"c\"")),
            "StartsAt", GoTime.of(Instant.parse("2026-11-21T12:00:00Z")),
            "EndsAt", GoTime.zero(),
            "GeneratorURL", "javascript:alert(1)",
            "Fingerprint", "f"));
  }

  private static final Fields DATA =
      new Fields(
          "the notification",
          Map.of(
              "Receiver",
              "all",
              "Status",
              "firing",
              "Alerts",
              new AlertList(
                  List.of(alert("firing", "a"), alert("firing", "b"), alert("resolved", "c"))),
              "GroupLabels",
              KeyValues.of(Map.of("alertname", "Slow")),
              "CommonLabels",
              KeyValues.of(Map.of("alertname", "Slow", "team", "web", "env", "x")),
              "CommonAnnotations",
              KeyValues.of(Map.of()),
              "ExternalURL",
              "http://am"));

  private static String text(String source) {
    return TEMPLATES.text(Template.of(source), DATA, NOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '~',
      value = {
        "{{ range .Alerts }}{{ .Labels.instance }}{{ end }} ¦ abc",
        "{{ range $i, $a := .Alerts }}{{ $i }}{{ $a.Labels.instance }}{{ end }} ¦ 0a1b2c",
        "{{ range $k, $v := .CommonLabels }}{{ $k }}={{ $v }};{{ end }} ¦ alertname=Slow;env=x;team=web;",
        "{{ range .Alerts }}{{ if eq .Labels.instance \"b\" }}{{ continue }}{{ end }}{{ .Labels.instance }}{{ end }} ¦ ac",
        "{{ range .Alerts }}{{ .Labels.instance }}{{ break }}{{ end }} ¦ a",
        "{{ range .CommonAnnotations }}x{{ else }}none{{ end }} ¦ none",
        "{{ if .CommonAnnotations }}x{{ else if eq .Status \"firing\" }}y{{ else }}z{{ end }} ¦ y",
        "{{ with .CommonLabels.team }}<{{ . }}{{ $.Status }}>{{ end }} ¦ <webfiring>",
        "{{ with .CommonLabels.none }}x{{ else }}y{{ end }} ¦ y",
        "{{ $x := 1 }}{{ range .Alerts }}{{ $x = 2 }}{{ end }}{{ $x }} ¦ 2",
        "{{ $x := 1 }}{{ range .Alerts }}{{ $x := 2 }}{{ end }}{{ $x }} ¦ 1",
        "a {{- \"b\" -}} c ¦ abc",
        "{{/* never */}}x{{- /* nor this */ -}} y ¦ xy",
        "{{ `raw \\n` }}{{ \"\\u00e9\\t.\" | len }} ¦ raw \\n4",
        "{{ .CommonLabels.SortedPairs.Names }} ¦ [alertname env team]",
        "{{ (.CommonLabels.Remove .GroupLabels.Names).Values | join \"+\" }} ¦ x+web",
        "{{ (index .Alerts 1).Labels.instance }} ¦ b",
        "{{ eq .Status \"a\" \"firing\" }}{{ le 1 1 }}{{ ge 1.5 2.5 }} ¦ truetruefalse",
        "{{ and .Status (not .CommonAnnotations) }}{{ or .CommonAnnotations 0 }} ¦ true0",
        "{{ and false (index .Alerts 99) }} ¦ false",
        "{{ printf \"%-5s|%5.1f|%03d|%x|%q|%v|%%\" \"ab\" 2.25 7 255 \"q\" nil }} ¦ ab   |  2.2|007|ff|\"q\"|<no value>|%",
        "{{ printf \"%d\" \"x\" }}{{ printf \"%s\" }} ¦ %!d(x)%!s(MISSING)",
        "{{ reReplaceAll \"(a)(b)?\" \"<$1${2}$1x>\" \"ab a\" }} ¦ <ab> <a>",
        "{{ reReplaceAll \"(.*)\" \"x$1\" \"foo\" }} ¦ xfoo",
        "{{ reReplaceAll \"x*\" \"-\" \"abc\" }} ¦ -a-b-c-",
        "{{ ((index .Alerts 0).StartsAt.Add 28800e9).Format \"15:04\" }} ¦ 20:00",
        "{{ len (index .Alerts 0 | toJson | reReplaceAll \"(?s).*(\\\"startsAt\\\":).*\" \"$1\") }} ¦ 11",
        "{{ match \"^Sl.w$\" .GroupLabels.alertname }} ¦ true",
        "{{ stringSlice \"a\" \"b\" | join \"-\" | toUpper }} ¦ A-B",
        "{{ (index .Alerts 0).StartsAt.Format \"Mon Jan _2 3:04PM 2006\" }} ¦ Sat Nov 21 12:00PM 2026",
        "{{ date \"15:04 MST\" (tz \"Europe/Paris\" (index .Alerts 0).StartsAt) }} ¦ 13:00 CET",
        "{{ date \"15:04 -0700\" (tz \"America/Mexico_City\" (index .Alerts 0).StartsAt) }} ¦ 06:00 -0600",
        "{{ since (index .Alerts 0).StartsAt }} {{ since (index .Alerts 0).StartsAt | humanizeDuration }} ¦ 1m30s 1m 30s",
        "{{ humanizeDuration 93784 }} {{ humanizeDuration 0.0123 }} ¦ 1d 2h 3m 4s 12.3ms",
        "{{ 1e3 }} {{ 1.50 }} {{ -2 }} {{ 0x10 }} {{ 'a' }} {{ 1e21 }} ¦ 1000 1.5 -2 16 97 1e+21",
        "{{ define \"p\" }}({{ . }}){{ end }}{{ template \"p\" 1 }}{{ block \"q\" .Status }}[{{ . }}]{{ end }} ¦ (1)[firing]",
        "{{ template \"__subject\" . }} ¦ [FIRING:2] Slow (x web)",
        "{{ .CommonLabels | toJson }} ¦ {\"alertname\":\"Slow\",\"env\":\"x\",\"team\":\"web\"}",
        "{{ \"a b/ü~\" | urlquery }} ¦ a+b%2F%C3%BC~"
      })
  void shouldWriteWhatGoWrites(String source, String expected) {
    assertEquals(expected.strip(), text(source.strip()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '~',
      value = {
        "{{ if .Status }} ¦ 'if' has no end",
        "{{ end }} ¦ 'end' ends nothing",
        "{{ .Status ¦ line 1: an action is not closed",
        "{{ nosuch 1 }} ¦ there is no function 'nosuch'",
        "{{ \"x }} ¦ a string is not closed",
        "{{ .Status | | 1 }} ¦ a value is missing",
        "{{ (1 }} ¦ a parenthesis is not closed",
        "{{ break }} ¦ stands alone, and inside of 'range'",
        "{{ 1 2 }} ¦ only functions and methods take arguments",
        "{{ range .Alerts }}{{ else if 1 }}{{ end }} ¦ does not belong to 'range'",
        "{{ .Status ! }} ¦ '!' does not belong here",
        "{{ template x }} ¦ the name of a template is expected"
      })
  void shouldRefuseWhatIsNoTemplate(String source, String complaint) {
    String form = source.strip();
    var fault = assertThrows(IllegalArgumentException.class, () -> Template.of(form));
    assertTrue(fault.getMessage().contains(complaint.strip()), fault.getMessage());
  }

  @Test
  void shouldNameTheLine() {
    var fault =
        assertThrows(TemplateFault.class, () -> TEMPLATES.with("a\n{{/* b\n */}}\n{{ if }}"));
    assertEquals(4, fault.line());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ .Nothing }}",
        "{{ .Alerts.Firing.Resolved }}",
        "{{ index .Alerts 7 }}",
        "{{ eq 1 \"1\" }}",
        "{{ .Status.getClass }}",
        "{{ .CommonLabels.Remove 1 }}",
        "{{ reReplaceAll \"(\" \"\" \"x\" }}",
        "{{ tz \"Nowhere/Land\" (index .Alerts 0).StartsAt }}",
        "{{ template \"nothing\" . }}",
        "{{ define \"loop\" }}{{ template \"loop\" . }}{{ end }}{{ template \"loop\" . }}",
        "{{ range 500000 }}{{ range 500000 }}{{ end }}{{ end }}",
        "{{ $x := \"0123456789\" }}{{ range 30 }}{{ $x = printf \"%s%s\" $x $x }}{{ end }}",
        "{{ range 400000 }}0123456789{{ end }}"
      })
  void shouldFailWithinBounds(String source) {
    Template template = Template.of(source);
    assertThrows(TemplateFault.class, () -> TEMPLATES.text(template, DATA, NOW));
  }

  @Test
  void shouldKeepWhatAlertsBringFromBecomingHtml() {
    String html =
        TEMPLATES.html(
            Template.of(
                "{{ with index .Alerts 0 }}<a href=\"{{ .GeneratorURL }}\">{{ .Annotations.summary"
                    + " }}</a>{{ \"<i>\" | safeHtml }}{{ end }}"),
            DATA,
            NOW);
    assertEquals("<a href=\"#ZgotmplZ\">a &lt;b&gt; &amp; &#34;c&#34;</a><i>", html);
    String mail = TEMPLATES.html(Template.of("{{ template \"email.default.html\" . }}"), DATA, NOW);
    assertTrue(mail.contains("[2] Firing") && mail.contains("[1] Resolved"), mail);
    assertTrue(!mail.contains("<b>") && !mail.contains("javascript:"), mail);
  }

  @Test
  void shouldLetAFileReplaceABuiltInTemplate() {
    Templates own =
        TEMPLATES.with(
            "{{ define \"slack.default.title\" }}mine {{ template \"__subject\" . }}{{ end }}\n"
                + "{{ define \"__alertmanager\" }}  {{ end }}");
    var title = Template.of("{{ template \"slack.default.title\" . }}");
    assertEquals("mine [FIRING:2] Slow (x web)", own.text(title, DATA, NOW));
    var name = Template.of("{{ template \"__alertmanager\" . }}");
    assertEquals("Alertmanager", own.text(name, DATA, NOW), "an empty definition replaces nothing");
  }
}
