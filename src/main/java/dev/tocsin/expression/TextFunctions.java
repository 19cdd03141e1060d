package dev.tocsin.expression;

import static dev.tocsin.schema.Type.BOOL;
import static dev.tocsin.schema.Type.INT;
import static dev.tocsin.schema.Type.LIST;
import static dev.tocsin.schema.Type.STRING;

import com.google.re2j.Pattern;

import dev.tocsin.schema.Type;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.BytesValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Functions of texts. Positions count characters (Unicode code points) from 0, as in CEL. */
final class TextFunctions {

    static final List<String> NAMES =
            List.of(
                    "size",
                    "contains",
                    "startsWith",
                    "endsWith",
                    "matches",
                    "lowerAscii",
                    "upperAscii",
                    "trim",
                    "split",
                    "join",
                    "replace",
                    "substring",
                    "indexOf",
                    "lastIndexOf",
                    "charAt",
                    "truncate");

    private static final Type TEXTS = new Type.ListOf(STRING);

    private TextFunctions() {}

    static @Nullable Function find(String name) {
        return switch (name) {
            case "size" ->
                    Function.named(name, "How many characters, items, entries or bytes there are")
                            .takes("value", Types.SIZED)
                            .gives(INT)
                            .example("size(\"tocsin\")", "6")
                            .as(TextFunctions::size);
            case "contains" ->
                    Function.named(name, "Whether the text has the part somewhere in it")
                            .takes("text", STRING)
                            .takes("part", STRING)
                            .gives(BOOL)
                            .example("\"phishing mail\".contains(\"mail\")", "true")
                            .as(a -> truth(a, a.text(0).contains(a.text(1))));
            case "startsWith" ->
                    Function.named(name, "Whether the text starts with the part")
                            .takes("text", STRING)
                            .takes("part", STRING)
                            .gives(BOOL)
                            .example("\"DC-01\".startsWith(\"DC-\")", "true")
                            .as(a -> BoolValue.of(a.text(0).startsWith(a.text(1))));
            case "endsWith" ->
                    Function.named(name, "Whether the text ends with the part")
                            .takes("text", STRING)
                            .takes("part", STRING)
                            .gives(BOOL)
                            .example("\"kim@contoso.com\".endsWith(\"@contoso.com\")", "true")
                            .as(a -> BoolValue.of(a.text(0).endsWith(a.text(1))));
            case "matches" ->
                    Function.named(name, "Whether the RE2 pattern is found somewhere in the text")
                            .takes("text", STRING)
                            .takes("pattern", STRING)
                            .gives(BOOL)
                            .example("\"T1059.001\".matches(\"^T[0-9]{4}\")", "true")
                            .as(TextFunctions::matches);
            case "lowerAscii" ->
                    Function.named(name, "The text with A to Z in lower case")
                            .takes("text", STRING)
                            .gives(STRING)
                            .example("\"High\".lowerAscii()", "\"high\"")
                            .as(a -> text(a, ascii(a.text(0), 'A', 'Z', 32)));
            case "upperAscii" ->
                    Function.named(name, "The text with a to z in upper case")
                            .takes("text", STRING)
                            .gives(STRING)
                            .example("\"High\".upperAscii()", "\"HIGH\"")
                            .as(a -> text(a, ascii(a.text(0), 'a', 'z', -32)));
            case "trim" ->
                    Function.named(name, "The text without white space at its ends")
                            .takes("text", STRING)
                            .gives(STRING)
                            .example("\"  a b \".trim()", "\"a b\"")
                            .as(TextFunctions::trim);
            case "split" ->
                    Function.named(name, "The parts between the separators, at most `limit`")
                            .takes("text", STRING)
                            .takes("separator", STRING)
                            .mayTake("limit", INT)
                            .gives(TEXTS)
                            .example("\"a,b,c\".split(\",\")", "[\"a\",\"b\",\"c\"]")
                            .as(TextFunctions::split);
            case "join" ->
                    Function.named(name, "The items as one text, with the separator between them")
                            .takes("items", LIST)
                            .mayTake("separator", STRING)
                            .gives(STRING)
                            .example("[\"a\", \"b\"].join(\", \")", "\"a, b\"")
                            .as(TextFunctions::join);
            case "replace" ->
                    Function.named(
                                    name,
                                    "The text with each `old` replaced, at most `limit` of them")
                            .takes("text", STRING)
                            .takes("old", STRING)
                            .takes("new", STRING)
                            .mayTake("limit", INT)
                            .gives(STRING)
                            .example("\"a-b-c\".replace(\"-\", \"+\")", "\"a+b+c\"")
                            .as(TextFunctions::replace);
            case "substring" ->
                    Function.named(name, "The characters from `start` up to, not including, `end`")
                            .takes("text", STRING)
                            .takes("start", INT)
                            .mayTake("end", INT)
                            .gives(STRING)
                            .example("\"tocsin\".substring(0, 3)", "\"toc\"")
                            .as(TextFunctions::substring);
            case "indexOf" ->
                    Function.named(name, "Where the part first stands, from `from` on, or -1")
                            .takes("text", STRING)
                            .takes("part", STRING)
                            .mayTake("from", INT)
                            .gives(INT)
                            .example("\"kim@contoso.com\".indexOf(\"@\")", "3")
                            .as(a -> position(a, false));
            case "lastIndexOf" ->
                    Function.named(name, "Where the part last stands, up to `from`, or -1")
                            .takes("text", STRING)
                            .takes("part", STRING)
                            .mayTake("from", INT)
                            .gives(INT)
                            .example("\"a/b/c\".lastIndexOf(\"/\")", "3")
                            .as(a -> position(a, true));
            case "charAt" ->
                    Function.named(name, "The character at a position; empty at the very end")
                            .takes("text", STRING)
                            .takes("position", INT)
                            .gives(STRING)
                            .example("\"abc\".charAt(1)", "\"b\"")
                            .as(TextFunctions::charAt);
            case "truncate" ->
                    Function.named(name, "At most `length` characters, the last an ellipsis if cut")
                            .takes("text", STRING)
                            .takes("length", INT)
                            .gives(STRING)
                            .example("\"a long title\".truncate(7)", "\"a long…\"")
                            .as(TextFunctions::truncate);
            default -> null;
        };
    }

    private static Value size(Arguments arguments) {
        return switch (arguments.value(0)) {
            case StringValue(String text) -> {
                arguments.countText(text.length());
                yield IntValue.of(text.codePointCount(0, text.length()));
            }
            case ListValue list -> IntValue.of(list.size());
            case MapValue map -> IntValue.of(map.entries().size());
            case BytesValue(byte[] bytes) -> IntValue.of(bytes.length);
            default -> throw arguments.wrong(0, "a string, list, map or bytes");
        };
    }

    private static Value matches(Arguments arguments) {
        String text = arguments.text(0);
        Pattern pattern = Patterns.compile(arguments, 1);
        Patterns.count(text, pattern.pattern(), arguments.evaluation());
        return BoolValue.of(pattern.matcher(text).find());
    }

    private static Value split(Arguments arguments) {
        String text = arguments.text(0);
        String separator = arguments.text(1);
        int limit = arguments.has(2) ? (int) Math.min(arguments.whole(2), 1 << 30) : -1;
        arguments.countText(text.length());
        if (limit == 0) {
            return ListValue.EMPTY;
        }
        if (text.isEmpty() && separator.isEmpty()) {
            return ListValue.EMPTY;
        }
        List<Value> parts = new ArrayList<>();
        int from = 0;
        while (limit < 0 || parts.size() < limit - 1) {
            int at;
            if (separator.isEmpty()) {
                at = from < text.length() ? text.offsetByCodePoints(from, 1) : -1;
                at = at == text.length() ? -1 : at;
            } else {
                at = text.indexOf(separator, from);
            }
            if (at < 0) {
                break;
            }
            arguments.evaluation().count(1);
            if (parts.size() >= Limits.MAX_ITEMS) {
                arguments.countItems(parts.size() + 1L);
            }
            parts.add(new StringValue(text.substring(from, at)));
            from = at + separator.length();
        }
        parts.add(new StringValue(text.substring(from)));
        return new ListValue(parts);
    }

    private static Value join(Arguments arguments) {
        String separator = arguments.has(1) ? arguments.text(1) : "";
        StringBuilder joined = new StringBuilder();
        boolean first = true;
        for (Value item : arguments.list(0)) {
            String text = arguments.itemText(0, item);
            arguments.evaluation().count(1);
            if ((long) joined.length() + separator.length() + text.length() > Limits.MAX_TEXT) {
                arguments.countText(Long.MAX_VALUE);
            }
            joined.append(first ? "" : separator).append(text);
            first = false;
        }
        return text(arguments, joined.toString());
    }

    private static Value replace(Arguments arguments) {
        String text = arguments.text(0);
        String old = arguments.text(1);
        String replacement = arguments.text(2);
        long limit = arguments.has(3) ? arguments.whole(3) : -1;
        arguments.countText(text.length());
        StringBuilder replaced = new StringBuilder();
        int from = 0;
        int at = text.indexOf(old);
        for (long done = 0; at >= 0 && (limit < 0 || done < limit); done++) {
            long length = (long) replaced.length() + at - from + replacement.length();
            if (length > Limits.MAX_TEXT) {
                arguments.countText(length);
            }
            arguments.evaluation().count(1);
            replaced.append(text, from, at).append(replacement);
            from = at + old.length();
            // The empty text stands before each character and after the last.
            int step =
                    old.isEmpty() && at < text.length() ? text.offsetByCodePoints(at, 1) - at : 0;
            at = old.isEmpty() && at == text.length() ? -1 : text.indexOf(old, from + step);
        }
        return text(arguments, replaced.append(text, from, text.length()).toString());
    }

    private static Value substring(Arguments arguments) {
        String text = arguments.text(0);
        arguments.countText(text.length());
        int length = text.codePointCount(0, text.length());
        long start = arguments.whole(1);
        long end = arguments.has(2) ? arguments.whole(2) : length;
        if (start < 0 || end > length || start > end) {
            throw arguments.fail(
                    "characters "
                            + start
                            + " to "
                            + end
                            + " of a text of "
                            + length
                            + " characters");
        }
        int from = text.offsetByCodePoints(0, (int) start);
        int to = text.offsetByCodePoints(from, (int) (end - start));
        return new StringValue(text.substring(from, to));
    }

    private static Value charAt(Arguments arguments) {
        String text = arguments.text(0);
        arguments.countText(text.length());
        int length = text.codePointCount(0, text.length());
        long position = arguments.whole(1);
        if (position < 0 || position > length) {
            throw arguments.fail(
                    "character " + position + " of a text of " + length + " characters");
        }
        if (position == length) {
            return StringValue.EMPTY;
        }
        int at = text.offsetByCodePoints(0, (int) position);
        return new StringValue(text.substring(at, text.offsetByCodePoints(at, 1)));
    }

    private static Value truncate(Arguments arguments) {
        String text = arguments.text(0);
        int length = arguments.count(1);
        arguments.countText(text.length());
        if (text.codePointCount(0, text.length()) <= length) {
            return arguments.value(0);
        }
        return length == 0
                ? StringValue.EMPTY
                : new StringValue(text.substring(0, text.offsetByCodePoints(0, length - 1)) + "…");
    }

    private static Value position(Arguments arguments, boolean last) {
        String text = arguments.text(0);
        String part = arguments.text(1);
        arguments.countText(text.length());
        int from = last ? text.length() : 0;
        if (arguments.has(2)) {
            long characters = arguments.whole(2);
            int length = text.codePointCount(0, text.length());
            if (characters < 0 || characters > length) {
                throw arguments.fail(
                        "character " + characters + " of a text of " + length + " characters");
            }
            from = text.offsetByCodePoints(0, (int) characters);
        }
        int at = last ? text.lastIndexOf(part, from) : text.indexOf(part, from);
        return IntValue.of(at < 0 ? -1 : text.codePointCount(0, at));
    }

    private static Value trim(Arguments arguments) {
        String text = arguments.text(0);
        int from = 0;
        int to = text.length();
        while (from < to && isWhiteSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isWhiteSpace(text.charAt(to - 1))) {
            to--;
        }
        return text(arguments, text.substring(from, to));
    }

    /** Unicode's White_Space; the JDK leaves out the spaces that do not break. */
    private static boolean isWhiteSpace(char c) {
        return c >= '\t' && c <= '\r' || c == '\u0085' || Character.isSpaceChar(c);
    }

    private static Value truth(Arguments arguments, boolean answer) {
        arguments.countText(arguments.text(0).length());
        return BoolValue.of(answer);
    }

    private static Value text(Arguments arguments, String text) {
        arguments.countText(text.length());
        return new StringValue(text);
    }

    private static String ascii(String text, char from, char to, int shift) {
        StringBuilder shifted = new StringBuilder(text);
        for (int i = 0; i < shifted.length(); i++) {
            char c = shifted.charAt(i);
            if (c >= from && c <= to) {
                shifted.setCharAt(i, (char) (c + shift));
            }
        }
        return shifted.toString();
    }
}
