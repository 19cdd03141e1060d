package dev.tocsin.lab;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a hunting query, read once from left to right. A string literal is one token that
 * starts with {@code "} and is already unescaped, so that text inside it can never be taken for
 * query.
 *
 * @see <a href="https://learn.microsoft.com/en-us/kusto/query/scalar-data-types/string">KQL
 *     strings</a>
 */
final class HuntingTokens {

    private static final String END = "";

    private final List<String> tokens = new ArrayList<>();
    private int next;

    HuntingTokens(String query) {
        int at = 0;
        while (at < query.length()) {
            char c = query.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (query.startsWith("//", at)) {
                int end = query.indexOf('\n', at);
                at = end < 0 ? query.length() : end;
            } else if (c == '"' || c == '\'') {
                at = string(query, at);
            } else if (isWord(c)) {
                int end = at;
                while (end < query.length() && isWord(query.charAt(end))) {
                    end++;
                }
                tokens.add(query.substring(at, end));
                at = end;
            } else {
                String two = query.substring(at, Math.min(at + 2, query.length()));
                boolean pair =
                        switch (two) {
                            case "==", "!=", "=~", "!~", ">=", "<=" -> true;
                            default -> false;
                        };
                tokens.add(pair ? two : two.substring(0, 1));
                at += pair ? 2 : 1;
            }
        }
    }

    /** The next token without taking it; empty at the end. */
    String peek() {
        return next < tokens.size() ? tokens.get(next) : END;
    }

    String take() {
        String token = peek();
        next++;
        return token;
    }

    boolean atEnd() {
        return next >= tokens.size();
    }

    /** Takes the next token if it is this one. */
    boolean takeIf(String token) {
        boolean found = peek().equals(token);
        if (found) {
            next++;
        }
        return found;
    }

    void expect(String token) {
        String found = take();
        if (!found.equals(token)) {
            throw new HuntingException("Expected " + token + ", found " + shown(found));
        }
    }

    String name() {
        String token = take();
        if (token.isEmpty() || !Character.isLetter(token.charAt(0))) {
            throw new HuntingException("Expected a name, found " + shown(token));
        }
        return token;
    }

    private static String shown(String token) {
        return token.isEmpty() ? "the end of the query" : token;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.';
    }

    private int string(String query, int start) {
        char quote = query.charAt(start);
        StringBuilder text = new StringBuilder("\"");
        int at = start + 1;
        while (at < query.length() && query.charAt(at) != quote) {
            char c = query.charAt(at++);
            if (c == '\n') {
                break;
            }
            if (c == '\\' && at < query.length()) {
                char escaped = query.charAt(at++);
                c =
                        switch (escaped) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            case 'r' -> '\r';
                            case '\\', '"', '\'' -> escaped;
                            default -> throw new HuntingException("Unknown escape \\" + escaped);
                        };
            }
            text.append(c);
        }
        if (at >= query.length() || query.charAt(at) != quote) {
            throw new HuntingException("A string literal is not closed");
        }
        tokens.add(text.toString());
        return at + 1;
    }
}
