package dev.tocsin.expression;

import org.jspecify.annotations.Nullable;

/**
 * Data inside queries. How it is written depends on where in the query it stands, so the text
 * before it is read first.
 *
 * @see <a href="https://learn.microsoft.com/en-us/kusto/query/scalar-data-types/string">KQL
 *     strings</a>
 * @see <a href="https://support.atlassian.com/jira-software-cloud/docs/jql-fields/">JQL</a>
 */
final class QueryText {

    private QueryText() {}

    /** Null where {@code data} could be taken for query there. */
    static @Nullable String kql(CharSequence before, String data) {
        String place = placeInKql(before.toString());
        return switch (place) {
            case "" -> QueryLiterals.isOne(data) ? data : null;
            case "\"", "'" -> endsInEscape(before) ? null : escaped(data);
            case "@\"", "@'" -> hasControl(data) ? null : doubled(data, place.charAt(1));
            case "```", "~~~" -> data.contains(place.substring(0, 1)) ? null : data;
            default -> hasControl(data) ? null : data;
        };
    }

    /** Null where {@code data} could be taken for query there. */
    static @Nullable String odata(CharSequence before, String data) {
        boolean quoted = false;
        for (int i = 0; i < before.length(); i++) {
            quoted ^= before.charAt(i) == '\'';
        }
        if (quoted) {
            return doubled(data, '\'');
        }
        return QueryLiterals.isOne(data) || QueryLiterals.isGuid(data) ? data : null;
    }

    /** Null where {@code data} could be taken for query there. */
    static @Nullable String jql(CharSequence before, String data) {
        char quote = 0;
        for (int i = 0; i < before.length(); i++) {
            char c = before.charAt(i);
            if (c == '\\') {
                i++;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
        }
        if (quote != 0) {
            return endsInEscape(before) ? null : escaped(data);
        }
        return QueryLiterals.isOne(data) ? data : null;
    }

    /** What opened the literal or comment that {@code query} ends in; empty outside of all. */
    static String placeInKql(String query) {
        int at = 0;
        while (at < query.length()) {
            String opening = opening(query, at);
            if (opening.isEmpty()) {
                at++;
                continue;
            }
            int end = end(query, at + opening.length(), opening);
            if (end < 0) {
                return opening;
            }
            at = end;
        }
        return "";
    }

    private static String opening(String query, int at) {
        for (String opening : new String[] {"//", "```", "~~~", "@\"", "@'", "\"", "'"}) {
            if (query.startsWith(opening, at)) {
                return opening;
            }
        }
        return "";
    }

    /** Behind the end of what {@code opening} opened, or -1 where it does not end. */
    private static int end(String query, int from, String opening) {
        char last = opening.charAt(opening.length() - 1);
        switch (opening) {
            case "//" -> {
                int line = query.indexOf('\n', from);
                return line < 0 ? -1 : line + 1;
            }
            case "```", "~~~" -> {
                int close = query.indexOf(opening, from);
                return close < 0 ? -1 : close + opening.length();
            }
            default -> {
                boolean verbatim = opening.charAt(0) == '@';
                for (int i = from; i < query.length(); i++) {
                    char c = query.charAt(i);
                    if (c == '\\' && !verbatim) {
                        i++;
                    } else if (c == last && verbatim && query.startsWith("" + last + last, i)) {
                        i++;
                    } else if (c == last) {
                        return i + 1;
                    }
                }
                return -1;
            }
        }
    }

    /** Whether a backslash waits for its character, which would undo the escape of the data. */
    private static boolean endsInEscape(CharSequence before) {
        int start = before.length();
        while (start > 0 && before.charAt(start - 1) == '\\') {
            start--;
        }
        return (before.length() - start) % 2 == 1;
    }

    private static @Nullable String escaped(String data) {
        StringBuilder out = new StringBuilder(data.length() + 16);
        for (int i = 0; i < data.length(); i++) {
            char c = data.charAt(i);
            switch (c) {
                case '\\', '"', '\'' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (Character.isISOControl(c)) {
                        return null;
                    }
                    out.append(c);
                }
            }
        }
        return out.toString();
    }

    private static String doubled(String data, char quote) {
        return data.replace("" + quote, "" + quote + quote);
    }

    private static boolean hasControl(String data) {
        for (int i = 0; i < data.length(); i++) {
            if (Character.isISOControl(data.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
