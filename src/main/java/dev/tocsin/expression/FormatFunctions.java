package dev.tocsin.expression;

import static dev.tocsin.schema.Type.LIST;
import static dev.tocsin.schema.Type.STRING;

import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The part of CEL's strings library that writes values into texts.
 *
 * @see <a href="https://github.com/google/cel-go/blob/master/ext/README.md#strings">cel-go,
 *     Strings</a>
 */
final class FormatFunctions {

    static final List<String> NAMES = List.of("format", "strings.quote");

    private FormatFunctions() {}

    static @Nullable Function find(String name) {
        return switch (name) {
            case "format" ->
                    Function.named(
                                    name,
                                    "The text with each `%s` (any value), `%d` `%x` `%X` `%o` `%b`"
                                            + " (an int), `%.2f` `%.2e` (a number) filled in")
                            .takes("pattern", STRING)
                            .takes("values", LIST)
                            .gives(STRING)
                            .example(
                                    "\"%s: %d of %.1f\".format([\"load\", 3, 4.25])",
                                    "\"load: 3 of 4.2\"")
                            .as(FormattedText::of);
            case "strings.quote" ->
                    Function.named(name, "The text in quotes, with escapes for what cannot be seen")
                            .takes("text", STRING)
                            .gives(STRING)
                            .example(
                                    "strings.quote(\"a \\\"b\\\"\\n\")",
                                    "\"\\\"a \\\\\\\"b\\\\\\\"\\\\n\\\"\"")
                            .as(FormatFunctions::quote);
            default -> null;
        };
    }

    private static Value quote(Arguments arguments) {
        String text = arguments.text(0);
        arguments.countText(2L * text.length() + 2);
        StringBuilder out = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case 7 -> out.append("\\a");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case 11 -> out.append("\\v");
                case '\\' -> out.append("\\\\");
                case '"' -> out.append("\\\"");
                default -> out.append(c);
            }
        }
        return new StringValue(out.append('"').toString());
    }
}
