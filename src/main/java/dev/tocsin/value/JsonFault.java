package dev.tocsin.value;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** What is wrong with a JSON text, in our words: the parser's own speak of markers and codes. */
final class JsonFault {

    private static final String DUPLICATE = "Duplicate Object property \"";
    private static final String CHARACTER = "Unexpected character ('";

    private JsonFault() {}

    static JsonException of(JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        int line = at == null ? 1 : Math.max(1, at.getLineNr());
        int column = at == null ? 1 : Math.max(1, at.getColumnNr());
        String said = String.valueOf(e.getOriginalMessage());
        if (said.startsWith(DUPLICATE)) {
            String key = said.substring(DUPLICATE.length(), said.lastIndexOf('"'));
            // The parser is behind the key; the place is where it starts.
            int start = Math.max(1, column - key.length() - 2);
            return new JsonException("the key `" + key + "` is there twice", line, start);
        }
        if (said.startsWith("Unexpected end-of-input")) {
            return new JsonException("it ends in the middle of a value", line, column);
        }
        if (said.startsWith(CHARACTER)) {
            String character = said.substring(CHARACTER.length(), CHARACTER.length() + 1);
            return new JsonException(
                    "`" + character + "` cannot stand here" + expected(said), line, column);
        }
        return new JsonException(withoutSource(said), line, column);
    }

    private static String expected(String said) {
        if (said.contains("property name")) {
            return "; a key in double quotes is expected";
        }
        if (said.contains("comma")) {
            return "; a comma or the end is expected";
        }
        return said.contains("colon") ? "; a colon is expected" : "; a value is expected";
    }

    // The name of a setting in code stands inside of the parentheses that say how much is too much.
    private static String withoutSetting(String said) {
        int from = said.indexOf(", from `");
        int to = said.lastIndexOf('`');
        return from < 0 ? said : said.substring(0, from) + said.substring(to + 1);
    }

    private static String withoutSource(String whole) {
        String said = withoutSetting(whole);
        int end = said.length();
        for (String noise : new String[] {" (start marker", " (for ", "\n", "[Source"}) {
            int at = said.indexOf(noise);
            end = at < 0 ? end : Math.min(end, at);
        }
        return said.substring(0, end).strip();
    }
}
