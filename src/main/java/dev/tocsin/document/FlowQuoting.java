package dev.tocsin.document;

/** Puts quotes around each entry of a flow list or mapping that holds a {@code ${…}}. */
final class FlowQuoting {

    private FlowQuoting() {}

    static String quoteExpressions(String flow) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < flow.length()) {
            char c = flow.charAt(at);
            if (c == '"' || c == '\'') {
                int close = flow.indexOf(c, at + 1);
                int end = close < 0 ? flow.length() : close + 1;
                out.append(flow, at, end);
                at = end;
            } else if (c <= ' ' || "[]{},:".indexOf(c) >= 0) {
                out.append(c);
                at++;
            } else {
                int end = entryEnd(flow, at);
                String entry = flow.substring(at, end).stripTrailing();
                out.append(entry.contains("${") ? YamlLine.quote(entry) : entry);
                out.append(flow, at + entry.length(), end);
                at = end;
            }
        }
        return out.toString();
    }

    /** The end of an unquoted entry or key: a delimiter outside of {@code ${…}}. */
    private static int entryEnd(String flow, int from) {
        int depth = 0;
        for (int i = from; i < flow.length(); i++) {
            char c = flow.charAt(i);
            if (depth > 0) {
                depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            } else if (c == '$' && i + 1 < flow.length() && flow.charAt(i + 1) == '{') {
                depth = 1;
                i++;
            } else if (c == ',' || c == ']' || c == '}' || isColon(flow, i)) {
                return i;
            }
        }
        return flow.length();
    }

    private static boolean isColon(String flow, int at) {
        return flow.charAt(at) == ':' && at + 1 < flow.length() && flow.charAt(at + 1) == ' ';
    }
}
