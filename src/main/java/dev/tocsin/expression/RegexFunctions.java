package dev.tocsin.expression;

import static dev.tocsin.schema.Type.INT;
import static dev.tocsin.schema.Type.STRING;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.tocsin.schema.Type;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * CEL's regex library, on RE2. What it gives as an optional is null here where there is none.
 *
 * @see <a href="https://github.com/google/cel-go/blob/master/ext/README.md#regex">cel-go, Regex</a>
 */
final class RegexFunctions {

    static final List<String> NAMES = List.of("regex.extract", "regex.extractAll", "regex.replace");

    /** To start the search again after a match takes RE2/J as long as this many steps. */
    private static final int STEPS_PER_MATCH = 32;

    private RegexFunctions() {}

    static @Nullable Function find(String name) {
        return switch (name) {
            case "regex.extract" ->
                    Function.named(
                                    name,
                                    "What the pattern finds first, or its group where it has one;"
                                            + " null where nothing is found")
                            .takes("text", STRING)
                            .takes("pattern", STRING)
                            .gives(Types.nullable(STRING))
                            .example("regex.extract(\"item-A, item-B\", \"item-(.)\")", "\"A\"")
                            .as(RegexFunctions::extract);
            case "regex.extractAll" ->
                    Function.named(
                                    name,
                                    "All that the pattern finds, or its group where it has one")
                            .takes("text", STRING)
                            .takes("pattern", STRING)
                            .gives(new Type.ListOf(STRING))
                            .example(
                                    "regex.extractAll(\"id:12, id:45\", \"[0-9]+\")",
                                    "[\"12\",\"45\"]")
                            .as(RegexFunctions::extractAll);
            case "regex.replace" ->
                    Function.named(
                                    name,
                                    "The text with what the pattern finds replaced, at most `limit`"
                                            + " times; `\\1` is the first group")
                            .takes("text", STRING)
                            .takes("pattern", STRING)
                            .takes("replacement", STRING)
                            .mayTake("limit", INT)
                            .gives(STRING)
                            .example(
                                    "regex.replace(\"foo bar\", \"(fo)o (ba)r\", r\"\\2 \\1\")",
                                    "\"ba fo\"")
                            .as(RegexFunctions::replace);
            default -> null;
        };
    }

    private static Value extract(Arguments arguments) {
        Matcher matcher = matcher(arguments);
        int group = group(matcher, arguments);
        if (!matcher.find()) {
            return NullValue.NULL;
        }
        String found = matcher.group(group);
        return found == null || found.isEmpty() && group == 1
                ? NullValue.NULL
                : new StringValue(found);
    }

    private static Value extractAll(Arguments arguments) {
        Matcher matcher = matcher(arguments);
        int group = group(matcher, arguments);
        List<Value> all = new ArrayList<>();
        while (matcher.find()) {
            arguments.evaluation().count(STEPS_PER_MATCH);
            String found = matcher.group(group);
            if (found != null && !(found.isEmpty() && group == 1)) {
                if (all.size() >= Limits.MAX_ITEMS) {
                    arguments.countItems(all.size() + 1L);
                }
                all.add(new StringValue(found));
            }
        }
        return new ListValue(all);
    }

    private static Value replace(Arguments arguments) {
        Matcher matcher = matcher(arguments);
        String text = arguments.text(0);
        String replacement = arguments.text(2);
        long limit = arguments.has(3) ? arguments.whole(3) : -1;
        StringBuilder replaced = new StringBuilder();
        int from = 0;
        for (long done = 0; (limit < 0 || done < limit) && matcher.find(); done++) {
            arguments.evaluation().count(STEPS_PER_MATCH);
            replaced.append(text, from, matcher.start());
            append(replacement, matcher, arguments, replaced);
            from = matcher.end();
        }
        requireRoom(replaced, text.length() - from, arguments);
        arguments.countText(replaced.length() + (long) text.length() - from);
        return new StringValue(replaced.append(text, from, text.length()).toString());
    }

    private static void append(
            String replacement, Matcher matcher, Arguments arguments, StringBuilder out) {
        for (int i = 0; i < replacement.length(); i++) {
            char c = replacement.charAt(i);
            if (c != '\\') {
                requireRoom(out, 1, arguments);
                out.append(c);
                continue;
            }
            char next = ++i < replacement.length() ? replacement.charAt(i) : '\0';
            if (next == '\\') {
                out.append(next);
            } else if (next >= '0' && next <= '9' && next - '0' <= matcher.groupCount()) {
                String group = matcher.group(next - '0');
                if (group != null) {
                    requireRoom(out, group.length(), arguments);
                    out.append(group);
                }
            } else {
                throw arguments.fail(
                        2,
                        next >= '0' && next <= '9'
                                ? "names group " + next + ", and the pattern has fewer"
                                : "has a `\\` before what is no digit; itself it is `\\\\`");
            }
        }
    }

    private static void requireRoom(StringBuilder out, int more, Arguments arguments) {
        if ((long) out.length() + more > Limits.MAX_TEXT) {
            arguments.countText((long) out.length() + more);
        }
    }

    private static Matcher matcher(Arguments arguments) {
        Pattern pattern = Patterns.compile(arguments, 1);
        String text = arguments.text(0);
        Patterns.count(text, pattern.pattern(), arguments.evaluation());
        return pattern.matcher(text);
    }

    /** The group that counts: the only one, or the whole match where there is none. */
    private static int group(Matcher matcher, Arguments arguments) {
        if (matcher.groupCount() > 1) {
            throw arguments.fail(
                    1, "has more than one group; write `(?:...)` for those that do not count");
        }
        return matcher.groupCount();
    }
}
