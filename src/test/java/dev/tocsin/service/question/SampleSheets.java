package dev.tocsin.service.question;

import dev.tocsin.interpreter.Question;
import dev.tocsin.schema.Schema;
import dev.tocsin.service.question.QuestionSheet.AboutSignal;
import dev.tocsin.service.question.QuestionSheet.Kind;
import dev.tocsin.service.question.QuestionSheet.Rule;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** Questions as runs ask them, and as attackers would like them to read. */
final class SampleSheets {

    static final Instant ASKED = Instant.parse("2026-03-02T08:00:00Z");

    private SampleSheets() {}

    /** May cut off a device, so a login is needed. */
    static QuestionSheet isolation() {
        return sheet(
                Kind.ASK,
                "Isolate ws-diego-01.contoso.com?",
                "Decide within 30 minutes: isolate ws-diego-01.contoso.com?",
                """
                **Suspicious access to LSASS memory** (high), alert da639

                Isolation cuts the machine off from everything but Defender. It can be released at any time.
                """,
                List.of(
                        new Question.Choice("Isolate", "Isolate the machine now"),
                        new Question.Choice("Leave", "Leave it on the network")),
                null,
                Rule.FIRST,
                1,
                true,
                about("Suspicious access to LSASS memory"));
    }

    /** Changes nothing that matters; has a form, and two people must agree. */
    static QuestionSheet form() {
        return sheet(
                Kind.ASK,
                "Close the ticket?",
                "Close the ticket?",
                """
                | file | verdict |
                |---|---|
                | a.exe | clean |
                | b.dll | unknown |

                1. Look at the files
                2. Close
                """,
                List.of(new Question.Choice("Close", "Close"), new Question.Choice("Keep", "Keep")),
                schema(
                        """
                        {"type": "object", "additionalProperties": false,
                         "required": ["reason", "severity", "sure"],
                         "properties": {
                           "reason": {"type": "string", "minLength": 5, "maxLength": 120,
                                      "description": "What the next shift should know."},
                           "severity": {"enum": ["low", "high"], "title": "Severity from now on"},
                           "sure": {"type": "boolean"},
                           "hours": {"type": "integer", "minimum": 0, "default": 1},
                           "until": {"type": "string", "format": "date"},
                           "code": {"type": "string", "x-secret": true},
                           "notes": {"type": ["string", "null"]},
                           "tags": {"type": "array", "items": {"type": "string"}}}}
                        """),
                Rule.COUNT,
                2,
                false,
                null);
    }

    /** The guard asks. */
    static QuestionSheet guard() {
        return sheet(
                Kind.GUARD,
                "Let defender-endpoint.isolateMachine go out?",
                "Held back: defender-endpoint.isolateMachine",
                "It was held back because 20 of 20 containments of this hour are used.",
                List.of(
                        new Question.Choice(Sheets.RELEASE, "Let it go out"),
                        new Question.Choice(Sheets.DENY, "Deny it")),
                null,
                Rule.FIRST,
                1,
                true,
                about("Ransomware"));
    }

    /** What an attacker would put into the title of an alert and the name of a device. */
    static QuestionSheet hostile() {
        String nasty =
                "</title><script>alert(1)</script><img src=x onerror=alert(2)>\u202Egnp.exe \"'&"
                        + " http://evil.example/approve [ok](javascript:alert(3))";
        return sheet(
                Kind.ASK,
                "Isolate " + nasty + "?",
                "Isolate\r\nBcc: everybody@evil.example\r\n\r\n" + nasty,
                "# "
                        + nasty
                        + "\n\n> "
                        + nasty
                        + "\n\n```\n"
                        + nasty
                        + "\n```\n\n| "
                        + nasty
                        + " |",
                List.of(
                        new Question.Choice("\"><b>x", nasty),
                        new Question.Choice("Leave", "Leave\nit")),
                schema(
                        """
                        {"type": "object", "properties": {
                           "\\"><i>x": {"type": "string", "maxLength": 20,
                                       "description": "<b>bold</b> http://evil.example"}}}
                        """),
                Rule.ALL,
                2,
                false,
                about(nasty));
    }

    private static AboutSignal about(String title) {
        return new AboutSignal(
                "alert",
                title,
                "high",
                "defender-endpoint",
                "da639000000000000001_-1000000001",
                List.of("ws-diego-01.contoso.com", "diego@contoso.com"),
                0);
    }

    private static QuestionSheet sheet(
            Kind kind,
            String question,
            String subject,
            String details,
            List<Question.Choice> choices,
            @Nullable Schema form,
            Rule rule,
            int needed,
            boolean contains,
            @Nullable AboutSignal signal) {
        return new QuestionSheet(
                "run-3f9c2a71b604.0.7",
                kind,
                "run-3f9c2a71b604",
                "isolate-device-after-approval",
                "Ask, then isolate the device behind a high-severity alert",
                "steps[4]",
                signal == null ? "eve@contoso.com" : null,
                question,
                subject,
                details,
                choices,
                form,
                rule,
                needed,
                List.of("ann@contoso.com", "bob@contoso.com"),
                List.of("eve@contoso.com"),
                List.of(),
                null,
                List.of("diego@contoso.com"),
                contains,
                signal,
                MapValue.builder()
                        .put("notify", "soc@contoso.com")
                        .put("apiKey", "(secret)")
                        .build(),
                ASKED,
                ASKED.plusSeconds(1800),
                kind == Kind.GUARD ? Sheets.DENY : "noAnswer");
    }

    static Schema schema(String json) {
        try {
            return new Schema((MapValue) Json.parse(json));
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }
}
