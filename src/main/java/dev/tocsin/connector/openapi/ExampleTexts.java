package dev.tocsin.connector.openapi;

import com.google.re2j.Pattern;

import dev.tocsin.schema.BoundedPattern;
import dev.tocsin.value.IntValue;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Texts for examples, by the format, the pattern and the lengths that a schema asks for. */
final class ExampleTexts {

    private static final int MAX_LENGTH = 200;

    /** What patterns of descriptions ask for, most of the time. */
    private static final List<String> USUAL =
            List.of(
                    "text",
                    "a",
                    "A",
                    "1",
                    "12",
                    "1234",
                    "123456",
                    "0123456789",
                    "ABC",
                    "ABCDEF",
                    "abc-123",
                    "abc_123",
                    "ABC-123",
                    "ABC123",
                    "A1",
                    "en",
                    "en-US",
                    "US",
                    "v1",
                    "1.0",
                    "1.0.0",
                    "1h",
                    "PT1H",
                    "2024-05-01",
                    "08:00",
                    "08:00:00",
                    "2024-05-01T08:00:00Z",
                    "00000000-0000-0000-0000-000000000000",
                    "00000000000000000000000000000000",
                    "0000000000000000000000000000000000000000",
                    "0000000000000000000000000000000000000000000000000000000000000000",
                    "someone@contoso.com",
                    "contoso.com",
                    "https://contoso.com/",
                    "https://contoso.com/a",
                    "203.0.113.7",
                    "203.0.113.0/24",
                    "+15550100",
                    "#000000",
                    "/a",
                    "/a/b",
                    "");

    private ExampleTexts() {}

    /** One that fits, or null where none was found. */
    static @Nullable String of(Yaml.Fields schema) {
        long least = length(schema.get("minLength"), 0);
        long most = length(schema.get("maxLength"), Long.MAX_VALUE);
        String pattern = schema.text("pattern");
        if (pattern != null) {
            return matching(BoundedPattern.compile(pattern), least, most);
        }
        String text = byFormat(schema.text("format"));
        if (text.length() > most) {
            text = text.substring(0, (int) most);
        }
        if (least > MAX_LENGTH) {
            return null;
        }
        return text + "a".repeat((int) Math.max(0, least - text.length()));
    }

    private static @Nullable String matching(Pattern pattern, long least, long most) {
        for (String text : USUAL) {
            boolean fits = text.length() >= least && text.length() <= most;
            if (fits && pattern.matcher(text).find()) {
                return text;
            }
        }
        return null;
    }

    private static String byFormat(@Nullable String format) {
        return switch (format) {
            case "date-time" -> "2024-05-01T08:00:00Z";
            case "date" -> "2024-05-01";
            case "time" -> "08:00:00Z";
            case "duration" -> "PT1H";
            case "email" -> "someone@contoso.com";
            case "hostname" -> "contoso.com";
            case "ipv4" -> "203.0.113.7";
            case "ipv6" -> "2001:db8::7";
            case "uri", "uri-reference" -> "https://contoso.com/";
            case "uuid" -> "00000000-0000-0000-0000-000000000000";
            case "byte" -> "dGV4dA==";
            case null, default -> "text";
        };
    }

    private static long length(@Nullable Yaml yaml, long otherwise) {
        return yaml instanceof Yaml.Scalar(IntValue(long number)) ? number : otherwise;
    }
}
